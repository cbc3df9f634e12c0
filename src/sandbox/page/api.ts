import type { PageAction, PageEvent, VendorPanel } from '../slack/page-api.ts';

/** What became of an action; `error` is ready to show. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly error: string };

const gatherMs = 25;

/**
 * Listens to the server, reconnecting by itself for as long as the page lives. Events that come close together are
 * handed over together, so that a burst is drawn once. Gives back how to stop.
 */
export function listen(onEvents: (events: readonly PageEvent[]) => void, onLost: () => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gathering = gather(onEvents);
  const open = (): void => {
    source = new EventSource('/sandbox/events');
    source.addEventListener('message', ({ data }: MessageEvent<string>) =>
      gathering.add(JSON.parse(data) as PageEvent),
    );
    source.addEventListener('error', () => {
      onLost();
      // The browser retries a dropped stream, not one that was refused; ours may be restarting behind the same port.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, 1000);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    gathering.stop();
    source?.close();
  };
}

function gather(onEvents: (events: readonly PageEvent[]) => void) {
  let waiting: PageEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    const events = waiting;
    waiting = [];
    timer = undefined;
    onEvents(events);
  };
  return {
    add: (event: PageEvent): void => {
      waiting.push(event);
      timer ??= setTimeout(flush, gatherMs);
    },
    stop: (): void => clearTimeout(timer),
  };
}

/** Sends what a person did. Never rejects. */
export async function send(action: PageAction): Promise<Sent> {
  try {
    const response = await fetch('/sandbox/actions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    const answer = (await response.json()) as { readonly ok?: boolean; readonly error?: string };
    return answer.ok === true ? { ok: true } : { ok: false, error: answer.error ?? `status ${response.status}` };
  } catch {
    return { ok: false, error: 'The sandbox did not answer. Is it still running?' };
  }
}

/** What the simulated vendors hold; absent where the server does not answer. */
export async function vendors(signal: AbortSignal): Promise<readonly VendorPanel[] | undefined> {
  try {
    const response = await fetch('/sandbox/vendors', { signal });
    return response.ok ? ((await response.json()) as readonly VendorPanel[]) : undefined;
  } catch {
    return undefined;
  }
}
