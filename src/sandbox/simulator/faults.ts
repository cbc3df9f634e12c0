import { type Answer, CLOSED, json, type Reply, type ReplyBody, SILENCE } from './answer.ts';

/**
 * What goes wrong with one request. Where there is a `moment`, `before-effect` (the default) means that the request
 * changes nothing, `after-effect` that it did its work and only the answer is lost or wrong.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Text is sent as it stands; anything else as JSON; absent gives an error in the vendor's own shape. */
      readonly body?: unknown;
      readonly headers?: Reply['headers'];
      readonly moment?: Moment;
    }
  /** The usual answer, cut off in the middle of its JSON. */
  | { readonly kind: 'broken-json' }
  /** The usual answer with its list null. */
  | { readonly kind: 'null-data' }
  /** The usual answer without its list. */
  | { readonly kind: 'missing-data' }
  /** The usual answer, late; the request has its effect at once. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'close'; readonly moment?: Moment }
  | { readonly kind: 'silence'; readonly moment?: Moment }
  /** 200 with a JSON body of this size, without a content length. */
  | { readonly kind: 'huge-body'; readonly bytes: number };

type Moment = 'before-effect' | 'after-effect';

/** How the answers of one vendor look, as far as faults need to know. */
export interface Dialect {
  /** Names of the fields that hold the records; the first one is that of an empty page. */
  readonly lists: readonly [string, ...string[]];
  /** Content type of a text that stands for an answer. */
  readonly textType: string;
  /** An error in the vendor's own shape. */
  readonly refuse: (status: number, message: string) => Reply;
}

/** The answer under a fault. `usual` does the request's work and is called only where the fault lets that happen. */
export function answerUnder(fault: Fault, usual: () => Answer, dialect: Dialect): Answer {
  const works = 'moment' in fault ? fault.moment === 'after-effect' : keepsUsual(fault);
  return spoil(fault, works ? usual() : CLOSED, dialect);
}

function keepsUsual({ kind }: Fault): boolean {
  return kind === 'delay' || kind === 'broken-json' || kind === 'null-data' || kind === 'missing-data';
}

function spoil(fault: Fault, usual: Answer, dialect: Dialect): Answer {
  switch (fault.kind) {
    case 'status':
      return statusReply(fault, dialect);
    case 'broken-json':
      return withJson(usual, (value) => ({ text: cutInTheMiddle(JSON.stringify(value)) }));
    case 'null-data':
      return withJson(usual, (value) => ({ json: mapLists(value, dialect, (name) => [[name, null]]) }));
    case 'missing-data':
      return withJson(usual, (value) => ({ json: mapLists(value, dialect, () => []) }));
    case 'delay':
      return usual;
    case 'close':
      return CLOSED;
    case 'silence':
      return SILENCE;
    case 'huge-body':
      return { ...json(200, {}), body: { hugeBytes: fault.bytes, list: dialect.lists[0] } };
    default:
      return fault satisfies never;
  }
}

function statusReply({ status, body, headers }: Extract<Fault, { kind: 'status' }>, dialect: Dialect): Reply {
  if (body === undefined) {
    const refused = dialect.refuse(status, `A planned fault answers ${status}.`);
    return { ...refused, headers: { ...refused.headers, ...headers } };
  }
  if (typeof body !== 'string') return json(status, body, headers);
  return { kind: 'reply', status, headers: { 'content-type': dialect.textType, ...headers }, body: { text: body } };
}

function withJson(usual: Answer, change: (value: unknown) => ReplyBody): Answer {
  if (usual.kind !== 'reply' || !usual.body || !('json' in usual.body)) return usual;
  return { ...usual, body: change(usual.body.json) };
}

function cutInTheMiddle(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2));
}

type Entries = readonly (readonly [string, unknown])[];

function mapLists(value: unknown, { lists }: Dialect, change: (name: string) => Entries): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap<readonly [string, unknown]>(([name, field]) =>
      lists.includes(name) ? change(name) : [[name, field]],
    ),
  );
}
