import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { VendorPanel } from '../slack/page-api.ts';
import { vendors } from './api.ts';
import { Icon } from './icons.tsx';
import { clockTime } from './text/dates.ts';

const pollMs = 2000;

/** What the simulated vendors hold and were asked, so that one sees a press arrive. */
export function VendorsPanel({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const panels = useVendors();
  return (
    <aside class="side-panel vendors" aria-label="Simulated vendors" data-testid="vendors">
      <header class="panel-head">
        <h2>
          Simulated vendors <small>not part of Slack</small>
        </h2>
        <button type="button" class="icon-button" aria-label="Close simulated vendors" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="panel-body">
        {panels?.map((panel) => (
          <VendorSection key={panel.name} panel={panel} />
        ))}
        {panels?.length === 0 && <div class="empty">No simulated vendor is running.</div>}
      </div>
    </aside>
  );
}

function VendorSection({ panel }: { readonly panel: VendorPanel }): JSX.Element {
  return (
    <section class="vendor" aria-label={panel.title}>
      <h3>{panel.title}</h3>
      <h4>Records</h4>
      <ul class="vendor-records">
        {panel.records.map((record) => (
          <VendorRecord key={record.id} record={record} />
        ))}
      </ul>
      <h4>Last requests</h4>
      <ul class="vendor-requests" data-testid={`vendor-requests-${panel.name}`}>
        {panel.requests.slice(0, 30).map((request, index) => (
          <li key={`${request.at} ${index}`}>
            <time>{clockTime(new Date(request.at))}</time>
            <span class={`method method-${request.method.toLowerCase()}`}>{request.method}</span>
            <span class="request-path" title={request.path}>
              <bdi>{request.path}</bdi>
            </span>
            <span class={request.status < 400 ? 'status-good' : 'status-bad'}>{request.status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function VendorRecord({ record }: { readonly record: VendorPanel['records'][number] }): JSX.Element {
  const before = useRef(record.status);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (before.current === record.status) return;
    before.current = record.status;
    setChanged(true);
  }, [record.status]);
  return (
    <li
      class={changed ? 'just-changed' : ''}
      data-testid={`vendor-record-${record.id}`}
      onAnimationEnd={() => setChanged(false)}
    >
      <span
        class={`severity severity-${record.severity.toLowerCase().replaceAll(/\W+/gu, '-')}`}
        title={record.severity}
      />
      <span class="record-title" title={record.title}>
        {record.title}
        <small>
          {record.id} · {record.severity}
        </small>
      </span>
      <span class="record-status">{record.status}</span>
    </li>
  );
}

/** Asks again every two seconds while the panel is open; keeps the last answer where none comes. */
function useVendors(): readonly VendorPanel[] | undefined {
  const [panels, setPanels] = useState<readonly VendorPanel[] | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async (): Promise<void> => {
      const answer = await vendors(stop.signal);
      if (stop.signal.aborted) return;
      if (answer) setPanels(answer);
      timer = setTimeout(() => void poll(), pollMs);
    };
    void poll();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, []);
  return panels;
}
