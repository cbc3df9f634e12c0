import type { Answer } from '../simulator/answer.ts';
import { answerUnder as answerUnderCommon, type Dialect, type Fault as CommonFault } from '../simulator/faults.ts';
import { code, type Code, text } from './answer.ts';

/** A fault of any service, or one of the vendor's codes with the status that belongs to it. */
export type Fault = CommonFault | { readonly kind: 'code'; readonly code: Code };

const DIALECT: Dialect = { lists: ['content', 'Data', 'iocs'], textType: 'text/plain; charset=utf-8', refuse: text };

/** The answer under a fault. `usual` does the request's work and is called only where the fault lets that happen. */
export function answerUnder(fault: Fault, usual: () => Answer): Answer {
  return fault.kind === 'code' ? code(fault.code) : answerUnderCommon(fault, usual, DIALECT);
}
