import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { recall, remember } from './theme.ts';

/** What this is and what to try, at the first visit. `onVendors` opens the vendors' panel. */
export function HintBar({
  command,
  onVendors,
}: {
  readonly command: string;
  readonly onVendors: () => void;
}): JSX.Element | null {
  const [seen, setSeen] = useState(recall('hint') === 'seen');
  if (seen) return null;
  const close = (): void => {
    remember('hint', 'seen');
    setSeen(true);
  };
  return (
    <aside class="hint" aria-label="What this is" data-testid="hint">
      <div class="hint-text">
        <b>This is a local Slack with simulated vendors, and the real bot between them.</b> Three things to try:
        <ol>
          <li>
            Press a status button on an alert and see it reach the vendor in{' '}
            <button type="button" class="link-button" onClick={onVendors}>
              Simulated vendors
            </button>
          </li>
          <li>
            Type <code>{command} help</code> below
          </li>
          <li>Open an alert’s thread, or the app’s Home under Apps</li>
        </ol>
      </div>
      <button type="button" class="icon-button" aria-label="Close the hint" onClick={close}>
        <Icon name="close" size={16} />
      </button>
    </aside>
  );
}
