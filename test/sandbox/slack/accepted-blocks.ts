import { actions, image, many, option, options, plain, richText, select, text } from './block-samples.ts';
import { button, section, textField } from './workplace.ts';

export const ACCEPTED: readonly (readonly [
  name: string,
  surface: 'message' | 'modal' | 'home',
  blocks: readonly object[],
])[] = [
  ['a section at its limit', 'message', [section(text(3000))]],
  ['3,000 emoji in a section', 'message', [section('😀'.repeat(3000))]],
  ['a header at its limit', 'message', [{ type: 'header', text: plain(text(150)) }]],
  ['fifty blocks in a message', 'message', many(50, () => ({ type: 'divider' }))],
  ['a hundred blocks in a modal', 'modal', many(100, () => ({ type: 'divider' }))],
  ['no block at all in a home tab', 'home', []],
  ['twenty-five buttons', 'message', [actions(...many(25, (index) => button(`b${index}`, 'Press')))]],
  ['the same action_id in two blocks', 'message', [actions(button('a', 'A')), actions(button('a', 'A'))]],
  [
    'a select with groups',
    'message',
    [actions(select({ options: undefined, option_groups: [{ label: plain('G'), options: options(1) }] }))],
  ],
  ['an option value of 150', 'message', [actions(select({ options: [option(text(150), 'label')] }))]],
  ['an option chosen at first', 'message', [actions(select({ initial_option: option('o1') }))]],
  [
    'mrkdwn in a checkbox',
    'message',
    [actions({ type: 'checkboxes', options: [{ text: { type: 'mrkdwn', text: '*a*' }, value: 'a' }] })],
  ],
  [
    'a link in an overflow',
    'message',
    [actions({ type: 'overflow', options: [{ ...option('a'), url: 'https://a.example' }] })],
  ],
  [
    'a table in a message',
    'message',
    [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]], column_settings: [{ align: 'right' }] }],
  ],
  ['an alert in a modal', 'modal', [{ type: 'alert', text: plain('careful'), level: 'warning' }]],
  ['an input in a message', 'message', [textField('why')]],
  ['a picture', 'message', [image('https://cdn.example/a.png')]],
  ['a picture of Slack’s own', 'message', [{ type: 'image', slack_file: { id: 'F0123ABCDE' }, alt_text: 'x' }]],
  [
    'rich text of every kind',
    'message',
    [
      richText(
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'a', style: { bold: true } },
            { type: 'user', user_id: 'U123' },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            { type: 'link', url: 'https://a.example' },
            { type: 'broadcast', range: 'here' },
          ],
        },
        {
          type: 'rich_text_section',
          elements: [
            { type: 'date', timestamp: 1_700_000_000, format: '{date}' },
            { type: 'emoji', name: 'x' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 8,
          border: 1,
          elements: [{ type: 'rich_text_section', elements: [] }],
        },
        {
          type: 'rich_text_quote',
          elements: [
            { type: 'channel', channel_id: 'C123' },
            { type: 'usergroup', usergroup_id: 'S123' },
          ],
        },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'evil[.]example' }] },
      ),
    ],
  ],
];
