import type { Control } from '../control.ts';

/** Makes the process's clock differ from the machine's by what `control` says. Timers keep their own time, as ever. */
export function shiftClock(control: () => Control): void {
  const now = Date.now.bind(Date);
  const shifted = (): number => now() + control().clockMs;
  globalThis.Date = new Proxy(Date, {
    construct: (target, given: unknown[], maker) =>
      Reflect.construct(target, given.length === 0 ? [shifted()] : given, maker) as Date,
    get: (target, name) => (name === 'now' ? shifted : (Reflect.get(target, name) as unknown)),
  });
}
