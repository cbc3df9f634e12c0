import type { JSX } from 'preact';
import type { ElementValue } from '../../slack/page-api.ts';
import { str, wordsOf } from '../blocks/read.ts';
import { type ElementProps, useElement } from '../surface.ts';

const kinds: { readonly [type: string]: 'date' | 'time' | 'datetime-local' | undefined } = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** Date, time and both, by the browser's own pickers. */
export function DateTimeElement(props: ElementProps): JSX.Element {
  const { element, input } = props;
  const { value, change } = useElement(props);
  const type = str(element['type']);
  return (
    <input
      type={kinds[type] ?? 'date'}
      class="field field-date"
      aria-label={input ? undefined : wordsOf(element['placeholder']) || 'Select a date'}
      aria-labelledby={input?.labelledBy}
      aria-describedby={input?.describedBy}
      data-testid={`action-${str(element['action_id'])}`}
      value={shownValue(value)}
      onChange={({ currentTarget }) => change(pickedValue(type, currentTarget.value))}
    />
  );
}

function shownValue(value: ElementValue | undefined): string {
  const unix = value?.selected_date_time;
  if (unix !== undefined && unix !== null) {
    const at = new Date(unix * 1000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }
  return value?.selected_date ?? value?.selected_time ?? '';
}

function pickedValue(type: string, text: string): ElementValue {
  if (type === 'datepicker') return { type, selected_date: text || null };
  if (type === 'timepicker') return { type, selected_time: text || null };
  return { type, selected_date_time: text ? Math.floor(new Date(text).getTime() / 1000) : null };
}
