import * as z from 'zod';
import { type Answer, empty } from '../simulator/answer.ts';
import { invalid, RefusedError } from './answer.ts';
import type { AlertRecord } from './wire.ts';
import type { Call, Handler } from './world.ts';

export interface AlertCall extends Call {
  readonly alert: AlertRecord;
}

/** A handler for an alert that exists; any other is answered with 404 and no body. */
export function onAlert(handle: (call: AlertCall) => Answer): Handler {
  return (call) => {
    const alert = call.world.alerts.find(call.id);
    return alert ? handle({ ...call, alert }) : empty(404);
  };
}

/** A body that fits its schema; throws a RefusedError with 422 that names the first place that does not. */
export function bodyOf<T>(call: Call, schema: z.ZodType<T>): T {
  const result = schema.safeParse(call.request.body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RefusedError(invalid(issue?.message ?? 'Invalid body', `/${issue?.path.join('/') ?? ''}`));
}
