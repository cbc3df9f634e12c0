import type { VendorPanel } from '../slack/page-api.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import type { When } from '../simulator/schedule.ts';
import type { GroupIbFault } from './faults.ts';
import type { GroupIbSettings, SettingChanges } from './settings.ts';
import type { Item, NewItem, Placing } from './wire.ts';

/** How the simulated service starts. Without options it answers on a free loopback port and holds nothing. */
export interface GroupIbOptions extends SettingChanges {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** `127.0.0.1` unless told. */
  readonly host?: string;
  /** Decides new ids and the gaps between places; 1 unless told. */
  readonly seed?: number;
  readonly items?: readonly NewItem[];
  readonly faults?: readonly { readonly when: When; readonly fault: GroupIbFault }[];
}

/** What can be set while it runs: any setting, and all the items at once. */
export interface RunningChanges extends SettingChanges {
  readonly items?: readonly NewItem[];
}

/** A running simulated Group-IB Threat Intelligence. */
export interface GroupIbSandbox {
  /** Full base of the API, with its path and the slash at its end. */
  readonly url: string;
  /** Scheme, host and port alone: the web portal. */
  readonly portalUrl: string;
  readonly settings: () => GroupIbSettings;
  readonly set: (changes: RunningChanges) => void;
  /** In the order of the feed; the items of an unknown collection are none. */
  readonly items: (collection: string) => readonly Item[];
  /**
   * Adds an item: without a place of its own at the end of the feed. A field left out gets a usual value where the
   * collection needs one (id, dates, evaluation), one given as undefined is absent from the item. Throws where the id
   * is taken or there is no such collection.
   */
  readonly addItem: (collection: string, item?: Item, placing?: Placing) => Item;
  /**
   * Changes an item, which so comes out of the feed again: it moves to the end, or to the place that the change names.
   * A search-only item gets a new date instead. Without fields it is only touched. Throws where there is none.
   */
  readonly changeItem: (collection: string, id: string, change?: ItemChange) => Item;
  /** Whether there was one. */
  readonly removeItem: (collection: string, id: string) => boolean;
  /** Searches that are being read are forgotten: their result ids lead nowhere from now on. */
  readonly forgetResults: () => void;
  /** Oldest first; no entry holds a credential. The product metadata is in `headers['user-agent']`. */
  readonly requests: () => readonly LoggedRequest[];
  /** Plans a fault for a coming request. Of several due at once all delays and the first of the others apply. */
  readonly fault: (when: When, fault: GroupIbFault) => void;
  /** Gives what had not begun. */
  readonly clearFaults: () => readonly GroupIbFault[];
  /** Plans a change for the moment after a request was worked on and before its answer leaves. */
  readonly afterRequest: (when: When, change: (sandbox: GroupIbSandbox) => void) => void;
  readonly panel: () => VendorPanel;
  /** Calls the listener after each change of items or requests; the answer takes it away again. */
  readonly onChange: (listener: () => void) => () => void;
  /** Ends all connections, also those kept silent, and frees the port. */
  readonly close: () => Promise<void>;
}

/** What happens to an item. */
export interface ItemChange extends Placing {
  readonly fields?: Item;
}
