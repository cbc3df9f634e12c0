/** What is counted; names and labels of INTERFACE §7. */
export interface Metrics {
  fetched(instance: string, outcome: 'ok' | 'failed', seconds: number): void;
  ingested(instance: string, change: 'new' | 'updated' | 'unchanged' | 'rejected', count: number): void;
  delivered(kind: string, outcome: 'ok' | 'retry' | 'buried', lagSeconds: number): void;
  outboxDepth(depth: number): void;
  slackRequest(method: string, outcome: string): void;
  acknowledged(type: string, seconds: number): void;
  vendorRequest(instance: string, outcome: string): void;
}
