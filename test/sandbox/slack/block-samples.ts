export const text = (length: number) => 'x'.repeat(length);
export const plain = (value: string) => ({ type: 'plain_text', text: value });
export const option = (value: string, label = value) => ({ text: plain(label), value });
export const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
export const select = (more: object = {}) => ({ type: 'static_select', action_id: 's', options: options(2), ...more });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
export const richText = (...elements: object[]) => ({ type: 'rich_text', elements });
export const many = (count: number, block: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => block(index));
export const image = (url: string) => ({ type: 'image', image_url: url, alt_text: 'a picture' });
