import { unsureSentence, VendorError } from '../../domain/errors.ts';
import type { VendorErrorKind } from '../../domain/errors.ts';
import { pythonText } from './python-text.ts';

interface Refusal {
  readonly message: string;
  /** Where it is not the asked request but the account that is wrong. */
  readonly kind?: VendorErrorKind;
}

/** Bodies that are a bare word, and what they mean. Source: CONTRACT.md §2.1. */
const byBody: { readonly [body: string]: Refusal } = {
  MissingIocs: { message: 'Missing IOCs. Please insert.' },
  SourceDoesNotExist: { message: 'The source does not exist.' },
  SourceNameAlreadyExists: { message: 'The source already exist.' },
  InvaliduserEmail: { message: 'The user email is invalid.' },
  InvaliduserId: { message: 'The user ID is invalid.' },
  InvalidAssigneeID: { message: 'The user ID is invalid.' },
  InvalidSourceType: { message: 'The source type is invalid.' },
  InvalidSubAlertType: { message: 'The sub-type is invalid.' },
  InvalidExternalSources: { message: 'The external source is invalid.' },
  InvalidAssetType: { message: 'The asset type is invalid.' },
  InvalidTagID: { message: 'The tag ID is invalid.' },
  InvalidCountryOfActivityAsset: { message: 'The country is invalid.' },
  InvalidSectorAsset: { message: 'The sector is invalid.' },
  InvalidDomainAsset: { message: 'The domain is invalid.' },
  MissingAccountIdHeader: { message: 'Missing Account ID.', kind: 'unauthorized' },
  ModuleNotAvailable: { message: 'The module is not available.' },
  TagExist: { message: 'The tag is already exist.' },
  InvalidEmails: { message: 'The email is invalid.' },
  IocDoesNotExist: { message: 'The IOC does not exist.' },
};

/** Source: CONTRACT.md §2.1. */
const byStatus: { readonly [status: number]: string } = {
  204: 'No content - there is no data to show.',
  401: 'Authorization Error: Make sure that the Account ID and API key are correctly set.',
  404: 'The object does not exist.',
  422: 'Wrong parameters.',
  500: 'General error with the request.',
};

const longestBody = 300;

/** Whether an answer's body is one of the words that name an error. */
export function isErrorWord(body: string): boolean {
  return Object.hasOwn(byBody, body.trim());
}

/** A failed request in the contract's words (CONTRACT.md §2.1); one without any answer keeps its own. */
export function inContractWords(error: VendorError): VendorError {
  const { status, body = '', outcomeUnknown } = error.detail;
  if (status === undefined || error.detail.trouble === 'proxy') return error;
  const known = refusalOf(body);
  if (known !== undefined) return refused(known, error.detail);
  const sentence = byStatus[status];
  const said = body.trim() === '' ? error.message : body.trim().slice(0, longestBody);
  const message = `Status Code: ${status}, ${sentence ?? `Message: ${said}`}`;
  const unsure = outcomeUnknown === true ? ` ${unsureSentence}` : '';
  return new VendorError(message + unsure, error.detail);
}

/** The error of an answer of 204 where the endpoint has to answer 200. */
export function noContent(): VendorError {
  return new VendorError(`Status Code: 204, ${byStatus[204]}`, { kind: 'refused', status: 204 });
}

function refusalOf(body: string): Refusal | undefined {
  const word = body.trim();
  return Object.hasOwn(byBody, word) ? byBody[word] : undefined;
}

function refused({ message, kind = 'refused' }: Refusal, detail: VendorError['detail']): VendorError {
  return new VendorError(message, { ...detail, kind });
}

/**
 * The error that an answer of 200 carries inside, if any (CONTRACT.md §2.2). A failure without a known word, which the
 * published client passes over, is one too.
 */
export function failureInside(value: unknown, status: number): VendorError | undefined {
  if (!isRecord(value)) return undefined;
  const { Success, success, Data, content, FailedReason, Status } = value;
  const detail = { kind: 'refused', status } as const;
  if (Success === false) {
    const known = typeof Data === 'string' ? refusalOf(Data) : undefined;
    return known === undefined ? new VendorError(textOf(value), detail) : refused(known, detail);
  }
  if (isRecord(content) && content['success'] === false) return new VendorError(textOf(value), detail);
  if (success === false) return new VendorError(textOf(value), detail);
  if (Status === 'Invalid' && typeof FailedReason === 'string') return new VendorError(textOf(value), detail);
  return undefined;
}

function textOf(value: unknown): string {
  return pythonText(value).slice(0, longestBody);
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
