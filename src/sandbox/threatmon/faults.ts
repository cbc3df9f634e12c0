import { type Answer, CLOSED, json, refusal, type Reply, SILENCE } from './answer.ts';

/**
 * What goes wrong with one request. Where there is a `moment`, `before-effect` (the default) means that the request
 * changes nothing, `after-effect` that it did its work and only the answer is lost or wrong.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Text is sent as it stands, as HTML; anything else as JSON; absent gives a `message` object. */
      readonly body?: unknown;
      readonly headers?: Reply['headers'];
      readonly moment?: Moment;
    }
  /** 200 with a `message` and no `data`. */
  | { readonly kind: 'message'; readonly message?: string }
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

const LIST_FIELDS = new Set(['data', 'iocs', 'objects', 'collections']);

/** The answer under a fault. `usual` does the request's work and is called only where the fault lets that happen. */
export function answerUnder(fault: Fault, usual: () => Answer): Answer {
  if ('moment' in fault ? fault.moment === 'after-effect' : keepsUsual(fault)) return spoil(fault, usual());
  return spoil(fault, CLOSED);
}

function keepsUsual({ kind }: Fault): boolean {
  return kind === 'delay' || kind === 'broken-json' || kind === 'null-data' || kind === 'missing-data';
}

function spoil(fault: Fault, usual: Answer): Answer {
  switch (fault.kind) {
    case 'status':
      return statusReply(fault);
    case 'message':
      return refusal(200, fault.message ?? 'The request was refused by a planned fault.');
    case 'broken-json':
      return withJson(usual, (value) => ({ text: cutInTheMiddle(JSON.stringify(value)) }));
    case 'null-data':
      return withJson(usual, (value) => ({ json: mapLists(value, (name) => [[name, null]]) }));
    case 'missing-data':
      return withJson(usual, (value) => ({ json: mapLists(value, () => []) }));
    case 'delay':
      return usual;
    case 'close':
      return CLOSED;
    case 'silence':
      return SILENCE;
    case 'huge-body':
      return { ...json(200, {}), body: { hugeBytes: fault.bytes } };
    default:
      return fault satisfies never;
  }
}

function statusReply({ status, body, headers }: Extract<Fault, { kind: 'status' }>): Reply {
  if (body === undefined) return refusal(status, `A planned fault answers ${status}.`, headers);
  if (typeof body !== 'string') return json(status, body, headers);
  return { kind: 'reply', status, headers: { 'content-type': 'text/html', ...headers }, body: { text: body } };
}

function withJson(usual: Answer, change: (value: unknown) => Reply['body']): Answer {
  if (usual.kind !== 'reply' || !usual.body || !('json' in usual.body)) return usual;
  return { ...usual, body: change(usual.body.json) };
}

function cutInTheMiddle(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2));
}

function mapLists(value: unknown, change: (name: string) => readonly (readonly [string, unknown])[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap<readonly [string, unknown]>(([name, field]) =>
      LIST_FIELDS.has(name) ? change(name) : [[name, field]],
    ),
  );
}
