import type { Severity } from '../../domain/severity.ts';

export const severityEmoji: { readonly [severity in Severity]: string } = {
  critical: '🔴',
  high: '🟠',
  medium: '🟡',
  low: '🔵',
  unknown: '⚪',
};

export const severityWord: { readonly [severity in Severity]: string } = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  unknown: 'Unknown severity',
};
