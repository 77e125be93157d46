/** The settings of a run, parsed once from the environment. */
export interface Config {
  host: string;
  port: number;
  /** A PostgreSQL of the user's own; undefined = the embedded one under `dataFolder`. */
  databaseUrl: string | undefined;
  dataFolder: string;
  logLevel: LogLevel;
  /** Where the organisation keeps its books (IANA name); decides which day "today" is. */
  timeZone: string;
  /** Database connections at most. */
  poolSize: number;
  /** Whether the server does by itself what is due, today; who replays the past has it wait. */
  chores: boolean;
  /** The ports that label printers may have. */
  printerPorts: PortRange;
}

/** Ports from one to another, both included. */
export interface PortRange {
  from: number;
  to: number;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A setting that cannot be used; the message is one sentence that names it. */
export class ConfigError extends Error {}

export function readConfig(env: NodeJS.ProcessEnv, checkoutFolder: string): Config {
  return {
    host: env['HOST'] || '127.0.0.1',
    port: integer(env, 'PORT', 8080, 0, 65535),
    databaseUrl: databaseUrl(env['DATABASE_URL']),
    dataFolder: env['DATA_FOLDER'] || `${checkoutFolder}/data`,
    logLevel: logLevel(env['LOG_LEVEL'] || 'info'),
    timeZone: timeZone(env['TIME_ZONE'] || 'Asia/Shanghai'),
    poolSize: integer(env, 'POOL_SIZE', 16, 1, 1000),
    chores: onOrOff(env, 'CHORES'),
    printerPorts: portRange(env['PRINTER_PORTS'] || '9100-9109'),
  };
}

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

function onOrOff(env: NodeJS.ProcessEnv, name: string): boolean {
  const text = env[name] || 'on';
  if (text !== 'on' && text !== 'off') throw new ConfigError(`${name} must be on or off, not "${text}".`);
  return text === 'on';
}

function portRange(text: string): PortRange {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!(from >= 1 && from <= to && to <= 65535)) {
    throw new ConfigError(`PRINTER_PORTS must be a port or a range such as 9100-9109, not "${text}".`);
  }
  return { from, to };
}

function databaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) {
    throw new ConfigError('DATABASE_URL must look like postgres://user:password@host:port/database.');
  }
  return text;
}

function logLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (!level) throw new ConfigError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
  return level;
}

function timeZone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw new ConfigError(`TIME_ZONE must be an IANA time zone such as Asia/Shanghai, not "${text}".`);
  }
}
