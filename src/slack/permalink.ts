import type { MessageRef } from '../domain/incident.ts';

/** A message's address, for links; absent where the workspace's is not known yet. */
export function permalink(workspaceUrl: string | undefined, { channelId, messageTs }: MessageRef): string | undefined {
  if (workspaceUrl === undefined || !URL.canParse(workspaceUrl)) return undefined;
  return new URL(`/archives/${channelId}/p${messageTs.replace('.', '')}`, workspaceUrl).href;
}
