import { VendorError } from '../../domain/errors.ts';

/** What Group-IB's own clients say about a status. Source: CONTRACT.md §3.1. */
const meanings: { readonly [status: number]: string } = {
  301: 'Verify that your public IP is accesslisted.',
  302: 'Verify that your public IP is accesslisted.',
  400: 'Bad Credentials or Wrong request. The issue can be related to the wrong searchable tag for entity.',
  401: 'Bad Credentials.',
  403:
    'Something is wrong with your account, please, contact support. The issue can be related to Access list, ' +
    'Wrong API key or Wrong username.',
  404: 'Not found. There is no such data on server or you are using wrong endpoint.',
  429:
    'Maximum count of requests per second reached, please, decrease number of requests per seconds to this ' +
    'collections.',
  500: 'There are some troubles on server with your request.',
};

const redirects: ReadonlySet<number | undefined> = new Set([301, 302]);

/**
 * Runs a request so that its failure reaches people in the contract's words, `Status code: N. Message: …`, also where
 * every retry met the same status (W28). A redirect is what an address outside the allow list gets: `unauthorized`.
 */
export async function inGroupIbWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof VendorError ? worded(error) : error;
  }
}

function worded(error: VendorError): VendorError {
  const { status } = error.detail;
  const meaning = status === undefined ? undefined : meanings[status];
  if (meaning !== undefined) {
    const kind = redirects.has(status) ? 'unauthorized' : error.kind;
    return new VendorError(`Status code: ${status}. Message: ${meaning}`, { ...error.detail, kind });
  }
  if (status !== 200 || error.kind !== 'malformed') return error;
  return new VendorError(
    'Group-IB answered with something else than data, such as a page for people. Is the URL right, and is this ' +
      'address on the allow list?',
    error.detail,
  );
}
