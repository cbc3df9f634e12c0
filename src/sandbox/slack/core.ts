import type { FileStore } from './files.ts';
import type { MessageLog } from './message-log.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { ViewBoard } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Everything the stand-in remembers, for the parts that act on it. */
export interface Core {
  readonly workspace: Workspace;
  readonly messages: MessageLog;
  readonly views: ViewBoard;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly files: FileStore;
  /** `http://127.0.0.1:3900`, without a slash at the end. */
  readonly origin: () => string;
}
