import { ConfigError, readConfig } from '../../src/platform/config';

describe('PRINTER_PORTS', () => {
  const portsOf = (text?: string) => readConfig(text === undefined ? {} : { PRINTER_PORTS: text }, '/').printerPorts;

  test('is one port or a range, and the usual one when nothing is said', () => {
    expect(portsOf()).toEqual({ from: 9100, to: 9109 });
    expect(portsOf('6101')).toEqual({ from: 6101, to: 6101 });
    expect(portsOf('9100-9200')).toEqual({ from: 9100, to: 9200 });
  });

  test.each(['0', '9109-9100', '1-70000', 'any', '-1', '9100-'])('refuses "%s" in one sentence', (text) => {
    expect(() => portsOf(text)).toThrow(ConfigError);
    expect(() => portsOf(text)).toThrow(/PRINTER_PORTS/);
  });
});
