import type { PollReport } from '../ports/work.ts';

/** Of a poll that has not begun. */
export const nothingRead: PollReport = {
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  indicators: 0,
  more: false,
};

/** Two steps of one poll, the second the later. */
export function addReports(a: PollReport, b: PollReport): PollReport {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    rejected: a.rejected + b.rejected,
    indicators: a.indicators + b.indicators,
    more: b.more,
  };
}
