import type { Answer } from '../simulator/answer.ts';
import { answerUnder as answerUnderCommon, type Dialect, type Fault as CommonFault } from '../simulator/faults.ts';
import { refusal } from './answer.ts';

/** A fault of any service, or a 200 with a `message` and no `data`. */
export type Fault = CommonFault | { readonly kind: 'message'; readonly message?: string };

const DIALECT: Dialect = {
  lists: ['data', 'iocs', 'objects', 'collections'],
  textType: 'text/html',
  refuse: (status, message) => refusal(status, message),
};

/** The answer under a fault. `usual` does the request's work and is called only where the fault lets that happen. */
export function answerUnder(fault: Fault, usual: () => Answer): Answer {
  if (fault.kind !== 'message') return answerUnderCommon(fault, usual, DIALECT);
  return refusal(200, fault.message ?? 'The request was refused by a planned fault.');
}
