import { json, type Reply } from '../simulator/answer.ts';

/**
 * The plain-text codes, and the status each comes with. Those that the vendor's tests show are theirs; the others are
 * guesses. Source: CONTRACT.md §2.1.
 */
const STATUS_OF_CODE = {
  MissingIocs: 400,
  SourceDoesNotExist: 404,
  SourceNameAlreadyExists: 400,
  InvaliduserEmail: 400,
  InvaliduserId: 400,
  InvalidAssigneeID: 400,
  InvalidSourceType: 400,
  InvalidSubAlertType: 400,
  InvalidExternalSources: 400,
  InvalidAssetType: 400,
  InvalidTagID: 400,
  InvalidCountryOfActivityAsset: 403,
  InvalidSectorAsset: 403,
  InvalidDomainAsset: 403,
  MissingAccountIdHeader: 400,
  ModuleNotAvailable: 403,
  TagExist: 400,
  InvalidEmails: 400,
  IocDoesNotExist: 404,
  GeneralError: 500,
} as const;

export type Code = keyof typeof STATUS_OF_CODE;

export const CODES: readonly string[] = Object.keys(STATUS_OF_CODE);

/** A request that is not done; carries the answer that says so. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly answer: Reply;

  constructor(answer: Reply) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** A text as it stands. */
export function text(status: number, content: string, headers: Reply['headers'] = {}): Reply {
  return {
    kind: 'reply',
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    body: { text: content },
  };
}

/** An error that is a bare code. */
export function code(name: Code): Reply {
  return text(STATUS_OF_CODE[name], name);
}

/** The error envelope of the newer addresses, for parameters that are wrong. */
export function invalid(message: string, path: string): Reply {
  const details = { errors: [{ message, path }] };
  return json(422, { error: { name: 'Invalid Request', message: 'Invalid request, please see the details', details } });
}

/** The error envelope for values that are no indicators. */
export function invalidIocs(): Reply {
  const message = 'Encountered invalid IOC values. Please check your input.';
  return json(400, { error: { name: 'InvalidIocValue', message } });
}
