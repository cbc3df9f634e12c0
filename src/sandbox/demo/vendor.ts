import type { VendorPanel } from '../slack/page-api.ts';

/** A simulated vendor of the demo: its service, its stream of events, and how the bot reaches it. */
export interface DemoVendor {
  readonly panel: () => VendorPanel;
  /** An entry of `instances` in `picket.yaml`, without indentation. */
  readonly instance: string;
  /** Tells its story, so many events a minute, until the signal aborts. */
  readonly tell: (perMinute: number, signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Decides all stories of the demo. One seed for all, so that the vendors report the same attackers. */
export const DEMO_SEED = 7;
