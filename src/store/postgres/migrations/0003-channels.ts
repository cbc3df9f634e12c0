/** What finds the incidents of a channel by its configured name; `incidents_message` finds those by their message's. */
export const channels = {
  minReader: 1,
  statements: [`create index incidents_channel on picket.incidents (channel, occurred_at, key)`],
};
