import { type Request } from 'express';
import { type Kernel } from '../platform/kernel';

type ControllerClass<T> = new (kernel: Kernel) => T;

/** Controllers hold the state of one response, so each request gets a new one. */
export function iocContainer(request: Request) {
  const kernel = request.app.locals['kernel'] as Kernel;
  return {
    get: <T>(controller: ControllerClass<T>): T => new controller(kernel),
  };
}
