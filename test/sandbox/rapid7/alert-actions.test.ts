import { describe, expect, it } from 'vitest';
import { fieldOf, fixture } from '../json.ts';
import { act, alertsFrom1, ask, idOf, listed, started } from './ask.ts';

const USER = { _id: 'user-1', Email: 'a@soc.example', Role: 'Admin', IsDeleted: false };
const GONE = { _id: 'user-2', Email: 'b@soc.example', Role: 'Analyst', IsDeleted: true };
const MSSP_USER = { _id: 'user-3', Email: 'c@mssp.example', Role: 'Analyst', IsDeleted: false };

async function withAlert(options = {}) {
  const people = { users: [USER, GONE], msspUsers: [MSSP_USER] };
  const sandbox = await started({ alerts: alertsFrom1(2), ...people, ...options });
  return { sandbox, first: () => sandbox.alerts().find(({ _id }) => _id === idOf(1)) };
}

describe('a deed that changes an alert', () => {
  it.each([
    [
      'close-alert',
      { Reason: 'ProblemSolved', IsHidden: false, Rate: 4 },
      { Closed: { IsClosed: true } },
      'AlertClosed',
    ],
    [
      'close-alert',
      { Reason: 'LegitimateApplication/Profile', FreeText: 'ours', IsHidden: false },
      { Closed: { IsClosed: true } },
      'AlertClosed',
    ],
    ['reopen-alert', undefined, { Closed: { IsClosed: false } }, 'AlertReopened'],
    ['change-severity', { Severity: 'Low' }, { Details: { Severity: 'Low', Title: 'Alert 1' } }, 'ChangeSeverity'],
    ['assign-alert', { AssigneeID: 'user-1', IsMssp: false }, { Assignees: ['user-1'] }, 'Assign'],
    ['assign-alert', { AssigneeID: 'user-3', IsMssp: true }, { Assignees: ['user-3'] }, 'Assign'],
    ['unassign-alert', undefined, { Assignees: [] }, 'Unassign'],
    ['add-tag', { TagName: 'urgent' }, { Details: { Tags: [{ CreatedBy: 'API', Name: 'urgent' }] } }, 'AddTag'],
    [
      'takedown-request',
      { Target: 'Domain', ShouldCloseAlertAfterSuccess: false },
      { TakedownStatus: 'InProgress' },
      'TakedownRequest',
    ],
  ])('%s %j shows in the alert, its activity log and at the end of the listing', async (deed, body, expected, type) => {
    const { sandbox, first } = await withAlert();

    const answer = await act(sandbox, deed, body);

    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(first()).toMatchObject(expected);
    expect(await listed(sandbox)).toEqual([2, 1]);
    expect((await act(sandbox, 'activity-log', undefined, 'GET')).json).toMatchObject([
      { Type: type, Initiator: 'API' },
    ]);
  });

  it('adds a note, which moves the alert to the end of the listing too', async () => {
    const { sandbox } = await withAlert();
    const note = { Note: 'seen', Files: [{ Data: 'aGVsbG8=', Type: 'txt', Name: 'hello.txt' }] };

    const answer = await act(sandbox, 'add-note', note, 'POST');

    expect(answer.status).toBe(200);
    expect(sandbox.dossier(idOf(1)).notes).toEqual([note]);
    expect(await listed(sandbox)).toEqual([2, 1]);
  });

  it('takes a tag away by its id', async () => {
    const { sandbox, first } = await withAlert();
    await act(sandbox, 'add-tag', { TagName: 'urgent' });
    const tags = fieldOf(first()?.Details, 'Tags');

    const wrong = await act(sandbox, 'remove-tag', { TagID: 'nothing' });
    const right = await act(sandbox, 'remove-tag', { TagID: fieldOf(Array.isArray(tags) ? tags[0] : {}, '_id') });

    expect([wrong.status, wrong.text, right.status]).toEqual([400, 'InvalidTagID', 200]);
    expect(fieldOf(first()?.Details, 'Tags')).toEqual([]);
  });

  it('hides a false positive: the alert is gone', async () => {
    const { sandbox } = await withAlert();

    const answer = await act(sandbox, 'close-alert', { Reason: 'FalsePositive', IsHidden: true });

    expect(answer.status).toBe(200);
    expect((await act(sandbox, 'get-complete-alert', undefined, 'GET')).status).toBe(404);
    expect(await listed(sandbox)).toEqual([2]);
  });
});

describe('a deed that leaves the alert as it is', () => {
  it('sends a mail, kept with the alert and in its activity log', async () => {
    const { sandbox } = await withAlert();
    const mail = { Emails: ['a@soc.example', 'b@soc.example'], Content: 'please look' };

    const answer = await act(sandbox, 'send-mail', mail, 'POST');

    const { json } = await act(sandbox, 'activity-log', undefined, 'GET');
    expect(answer.status).toBe(200);
    expect(sandbox.dossier(idOf(1)).mails).toEqual([mail]);
    expect(json).toMatchObject([
      {
        Type: 'Mail',
        AdditionalInformation: { Mail: { Question: 'please look', Replies: [{ Email: 'a@soc.example' }, {}] } },
      },
    ]);
    expect(await listed(sandbox)).toEqual([1, 2]);
  });

  it('blocks indicators, each value once', async () => {
    const { sandbox } = await withAlert();
    const block = (Value: string, BlocklistStatus: string) => ({ Type: 'Domains', Value, BlocklistStatus });

    await act(sandbox, 'change-iocs-blocklist-status', {
      Iocs: [block('a.example', 'Sent'), block('b.example', 'Sent')],
    });
    const answer = await act(sandbox, 'change-iocs-blocklist-status', { Iocs: [block('a.example', 'NotSent')] });

    expect(answer.status).toBe(200);
    expect((await act(sandbox, 'blocklist-status', undefined, 'GET')).json).toEqual([
      { Value: 'b.example', Status: 'Sent' },
      { Value: 'a.example', Status: 'NotSent' },
    ]);
  });

  it('reports the indicators to sources that are known', async () => {
    const { sandbox } = await withAlert({ externalSources: ['Exchange'] });

    const wrong = await act(sandbox, 'report-iocs', { ExternalSources: ['Exchange', 'Other'] }, 'POST');
    const right = await act(sandbox, 'report-iocs', { ExternalSources: ['Exchange'] }, 'POST');

    expect([wrong.status, wrong.text, right.status]).toEqual([400, 'InvalidExternalSources', 200]);
    expect(sandbox.dossier(idOf(1)).reports).toEqual([['Exchange']]);
  });
});

describe('the analyst', () => {
  const question = { Question: 'Is it ours?' };

  it('keeps silent until he is made to say something', async () => {
    const { sandbox } = await withAlert();
    await act(sandbox, 'ask-the-analyst', question, 'POST');
    sandbox.sayAsAnalyst(idOf(1), 'It is.');

    const { json } = await act(sandbox, 'ask-the-analyst-conversation', undefined, 'GET');

    const expected = fixture('rapid7-threat-command/alert/conversation.json');
    expect(json).toMatchObject([
      { Initiator: 'API', Message: 'Is it ours?' },
      { Initiator: 'Intsights', Message: 'It is.' },
    ]);
    expect(Object.keys(Object(Array.isArray(json) && json[0]))).toEqual(
      Object.keys(Object(Array.isArray(expected) && expected[0])),
    );
    expect(await listed(sandbox)).toEqual([1, 2]);
  });

  it('answers some time after a question, each time with the next text', async () => {
    const { sandbox } = await withAlert({ analyst: { answers: ['One.', 'Two.'], afterMs: 5 } });
    const said = () => sandbox.dossier(idOf(1)).conversation.map(({ Message }) => Message);

    await act(sandbox, 'ask-the-analyst', question, 'POST');
    await expect.poll(said).toEqual(['Is it ours?', 'One.']);
    await act(sandbox, 'ask-the-analyst', question, 'POST');

    await expect.poll(said).toEqual(['Is it ours?', 'One.', 'Is it ours?', 'Two.']);
    expect(sandbox.dossier(idOf(1)).activity.map(({ Type }) => Type)).toContain('AskTheAnalystAnswer');
  });
});

describe('a takedown', () => {
  it.each([
    ['CompletedSuccessfully', true, true],
    ['CompletedSuccessfully', false, false],
    ['Failed', true, false],
  ] as const)('that ends %s closes the alert only where asked for (%s): %s', async (status, asked, closed) => {
    const { sandbox, first } = await withAlert();
    await act(sandbox, 'takedown-request', { Target: 'Website', ShouldCloseAlertAfterSuccess: asked });

    sandbox.settleTakedown(idOf(1), status);

    expect((await act(sandbox, 'takedown-status', undefined, 'GET')).text).toBe(status);
    expect(first()?.Closed).toEqual({ IsClosed: closed });
  });
});

describe('a deed that is refused', () => {
  it.each([
    ['close-alert', { Reason: 'Problem Solved', IsHidden: false }, 422, ''],
    ['close-alert', { Reason: 'ProblemSolved' }, 422, '/IsHidden'],
    ['close-alert', { Reason: 'Other', IsHidden: true }, 422, ''],
    ['close-alert', { Reason: 'Other', IsHidden: false, Rate: 6 }, 422, '/Rate'],
    ['change-severity', { Severity: 'Critical' }, 422, ''],
    ['assign-alert', { AssigneeID: 'nobody', IsMssp: false }, 400, 'InvalidAssigneeID'],
    ['assign-alert', { AssigneeID: 'user-2', IsMssp: false }, 400, 'InvalidAssigneeID'],
    ['assign-alert', { AssigneeID: 'user-1', IsMssp: true }, 400, 'InvalidAssigneeID'],
    ['assign-alert', { AssigneeID: 'user-1' }, 422, ''],
    ['add-tag', {}, 422, '/TagName'],
    ['send-mail', { Emails: ['nobody'], Content: 'x' }, 400, 'InvalidEmails', 'POST'],
    ['send-mail', { Emails: [], Content: 'x' }, 400, 'InvalidEmails', 'POST'],
    ['ask-the-analyst', { Question: '' }, 422, '', 'POST'],
    ['add-note', { Note: 'x' }, 422, '/Files', 'POST'],
    ['change-iocs-blocklist-status', { Iocs: [] }, 400, 'MissingIocs'],
    [
      'change-iocs-blocklist-status',
      { Iocs: [{ Type: 'IpAddresses', Value: '192.0.2.1', BlocklistStatus: 'Sent' }] },
      422,
      '',
    ],
    ['takedown-request', { Target: 'Server', ShouldCloseAlertAfterSuccess: false }, 422, ''],
    ['report-iocs', { ExternalSources: [] }, 422, '', 'POST'],
  ])('%s %j', async (deed, body, status, text, method = 'PATCH') => {
    const { sandbox } = await withAlert();
    const before = sandbox.alerts();

    const answer = await act(sandbox, deed, body, method);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(sandbox.alerts()).toEqual(before);
    expect(sandbox.dossier(idOf(1)).activity).toEqual([]);
  });

  it('adds a tag that the alert has already', async () => {
    const { sandbox } = await withAlert();
    await act(sandbox, 'add-tag', { TagName: 'urgent' });

    const again = await act(sandbox, 'add-tag', { TagName: 'urgent' });

    expect([again.status, again.text]).toEqual([400, 'TagExist']);
  });

  it.each(['close-alert', 'reopen-alert', 'add-tag', 'takedown-request'])(
    '%s on an alert that does not exist answers 404',
    async (deed) => {
      const sandbox = await started();

      expect((await ask(sandbox, `/v1/data/alerts/${deed}/${idOf(5)}`, { method: 'PATCH', body: {} })).status).toBe(
        404,
      );
    },
  );
});
