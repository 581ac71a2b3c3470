import { expect, test } from 'vitest'
import { growsByItsSquare } from '../../testing/processor-time.ts'
import { readMailEvent } from './mail-event.ts'

const read = (subject: string, text = '') => readMailEvent({ subject, text })

/* Subjects as the default templates of these systems make them. */
test.each([
  ['Alertmanager', '[FIRING:1] InstanceDown (node-1 prod critical)', 'trigger', 'instancedown', 'critical'],
  ['Alertmanager', '[FIRING:2] DiskFull eu (warning)', 'trigger', 'diskfull eu', 'warning'],
  ['Alertmanager', '[RESOLVED] InstanceDown (node-1 node-2 prod critical)', 'resolve', 'instancedown', 'critical'],
  [
    'Alertmanager without groups',
    '[FIRING:1]  (InstanceDown node-1 info)',
    'trigger',
    '(instancedown node-1 info)',
    'info',
  ],
  ['Grafana', '[FIRING:1, RESOLVED:2] High latency Checkout', 'trigger', 'high latency checkout', 'critical'],
  ['Grafana', '[RESOLVED] High latency Checkout (prod)', 'resolve', 'high latency checkout', 'critical'],
  ['Grafana before', '[Alerting] Panel Title alert', 'trigger', 'panel title alert', 'critical'],
  ['Grafana before', '[OK] Panel Title alert', 'resolve', 'panel title alert', 'critical'],
  ['Grafana before', '[No Data] Panel Title alert', 'trigger', 'panel title alert', 'critical'],
  ['Nagios', '** PROBLEM Service Alert: db-1/Disk is CRITICAL **', 'trigger', 'service alert: db-1/disk', 'critical'],
  ['Nagios', '** PROBLEM Service Alert: db-1/Disk is WARNING **', 'trigger', 'service alert: db-1/disk', 'warning'],
  ['Nagios', '** PROBLEM Service Alert: db-1/Disk is UNKNOWN **', 'trigger', 'service alert: db-1/disk', 'error'],
  ['Nagios', '** RECOVERY Service Alert: db-1/Disk is OK **', 'resolve', 'service alert: db-1/disk', 'critical'],
  ['Nagios', '** PROBLEM Host Alert: db-1 is DOWN **', 'trigger', 'host alert: db-1', 'critical'],
  ['Nagios', '** PROBLEM Host Alert: db-1 is UNREACHABLE **', 'trigger', 'host alert: db-1', 'critical'],
  ['Nagios', '** RECOVERY Host Alert: db-1 is UP **', 'resolve', 'host alert: db-1', 'critical'],
  [
    'Nagios',
    '** ACKNOWLEDGEMENT Service Alert: db-1/Disk is CRITICAL **',
    'acknowledge',
    'service alert: db-1/disk',
    'critical',
  ],
  [
    'Nagios',
    '** FLAPPINGSTART Service Alert: db-1/Disk is CRITICAL **',
    'trigger',
    'service alert: db-1/disk',
    'critical',
  ],
  ['Nagios', '** FLAPPINGSTOP Service Alert: db-1/Disk is OK **', 'resolve', 'service alert: db-1/disk', 'critical'],
  ['Nagios', '** DOWNTIMESTART Host Alert: db-1 is DOWN **', 'note', 'host alert: db-1', 'critical'],
  ['OMD', '*** PROBLEM *** db-1 is DOWN', 'trigger', 'db-1', 'critical'],
  ['OMD', '*** RECOVERY *** db-1 is UP', 'resolve', 'db-1', 'critical'],
  ['Icinga', 'PROBLEM - db-1 - Disk is CRITICAL', 'trigger', 'db-1 - disk', 'critical'],
  ['Icinga', 'RECOVERY - db-1 - Disk is OK', 'resolve', 'db-1 - disk', 'critical'],
  ['Icinga 2', '[PROBLEM] Disk on db-1 is WARNING!', 'trigger', 'disk on db-1', 'warning'],
  ['Icinga 2', '[RECOVERY] Disk on db-1 is OK!', 'resolve', 'disk on db-1', 'critical'],
  ['Icinga 2', '[PROBLEM] Host db-1 is DOWN!', 'trigger', 'host db-1', 'critical'],
  ['Icinga 2', '[RECOVERY] Host db-1 is UP!', 'resolve', 'host db-1', 'critical'],
  ['Icinga 2', '[ACKNOWLEDGEMENT] Disk on db-1 is CRITICAL!', 'acknowledge', 'disk on db-1', 'critical'],
  ['Icinga 2', '[DOWNTIMEREMOVED] Host db-1 is UP!', 'resolve', 'host db-1', 'critical'],
  [
    'Zabbix',
    'Problem: Processor load is too high on Zabbix server',
    'trigger',
    'processor load is too high on zabbix server',
    'critical',
  ],
  [
    'Zabbix',
    'Resolved: Processor load is too high on Zabbix server',
    'resolve',
    'processor load is too high on zabbix server',
    'critical',
  ],
  [
    'Zabbix',
    'Resolved in 5m 3s: Processor load is too high on Zabbix server',
    'resolve',
    'processor load is too high on zabbix server',
    'critical',
  ],
  ['Zabbix with a picture', '✅ Resolved in 1h 2m: Disk is full', 'resolve', 'disk is full', 'critical'],
  ['Zabbix', 'Updated problem in 10m: Disk is full', 'note', 'disk is full', 'critical'],
  [
    'Zabbix before',
    'PROBLEM: Zabbix agent on db-1 is unreachable for 5 minutes',
    'trigger',
    'zabbix agent on db-1 is unreachable for 5 minutes',
    'critical',
  ],
  [
    'Zabbix before',
    'OK: Zabbix agent on db-1 is unreachable for 5 minutes',
    'resolve',
    'zabbix agent on db-1 is unreachable for 5 minutes',
    'critical',
  ],
  ['Zabbix of a service', 'Service "Shop" problem: No orders', 'trigger', 'service "shop" no orders', 'critical'],
  [
    'Zabbix of a service',
    'Service "Shop" resolved in 5m: No orders',
    'resolve',
    'service "shop" no orders',
    'critical',
  ],
  ['UptimeRobot', 'Monitor is DOWN: shop', 'trigger', 'shop', 'critical'],
  ['UptimeRobot', '🟢 Monitor is UP: shop', 'resolve', 'shop', 'critical'],
  ['Pingdom', 'DOWN alert: shop (www.shop.test) is DOWN', 'trigger', 'shop (www.shop.test)', 'critical'],
  ['Pingdom', 'UP alert: shop (www.shop.test) is UP', 'resolve', 'shop (www.shop.test)', 'critical'],
  ['Uptime Kuma', '[shop] [🔴 Down] connect ECONNREFUSED', 'trigger', '[shop]', 'critical'],
  ['Uptime Kuma', '[shop] [✅ Up] 200 - OK', 'resolve', '[shop]', 'critical'],
  ['Healthchecks', 'DOWN | Nightly backup', 'trigger', 'nightly backup', 'critical'],
  ['Healthchecks', 'UP | Nightly backup', 'resolve', 'nightly backup', 'critical'],
  ['CloudWatch', 'ALARM: "cpu high" in EU (Ireland)', 'trigger', '"cpu high" in eu (ireland)', 'critical'],
  ['CloudWatch', 'OK: "cpu high" in EU (Ireland)', 'resolve', '"cpu high" in eu (ireland)', 'critical'],
  ['Datadog', '[Monitor Alert] Triggered: CPU is high', 'trigger', '[monitor alert] cpu is high', 'critical'],
  ['Datadog', '[Monitor Alert] Recovered: CPU is high', 'resolve', '[monitor alert] cpu is high', 'critical'],
])('%s: %s', (_, subject, action, key, severity) => {
  expect(read(subject)).toMatchObject({ action, key, severity })
})

test.each([
  ['an answer and a gateway', 'Re: AW: [EXTERNAL] Fwd: [RESOLVED] Disk (x)', 'resolve', '[external] disk'],
  ['a team before it', '[prod] [FIRING:1] Disk', 'trigger', '[prod] disk'],
  ['a level', 'WARNING: disk of db-1', 'trigger', 'disk of db-1'],
  ['a script, in capitals', 'shop.test is DOWN!', 'trigger', 'shop.test'],
  ['a script, in capitals', 'shop.test is UP!', 'resolve', 'shop.test'],
  ['a person', 'Please call me until the shop is up', 'trigger', 'please call me until the shop is up'],
  ['a place', 'Alert in production: no orders', 'trigger', 'alert in production: no orders'],
  ['a person', 'The shop is not OK', 'trigger', 'the shop is not ok'],
  ['a word that begins so', 'Upgrade: failed', 'trigger', 'upgrade: failed'],
  ['a word that begins so', 'Okay, nothing works', 'trigger', 'okay, nothing works'],
  ['nothing but a mark', '[FIRING:1]', 'trigger', '[firing:1]'],
  ['nothing', '(no subject)', 'trigger', '(no subject)'],
])('as well %s: %s', (_, subject, action, key) => {
  expect(read(subject)).toMatchObject({ action, key })
})

test.each([
  ['Problem started at 10:00\nProblem name: Disk\nHost: db-1\nSeverity: High\n', 'critical'],
  ['Host: db-1\r\nSeverity: Average\r\n', 'error'],
  ['Severity: Warning', 'warning'],
  ['Severity: Information', 'info'],
  ['Severity: Not classified', 'critical'],
  ['Labels:\n - alertname = DiskFull\n - severity = warning\n', 'warning'],
  ['The severity of this is a warning', 'critical'],
])('how bad it is stands in a line of %o', (text, severity) => {
  expect(read('Problem: Disk', text).severity).toBe(severity)
})

test('a title says what was written, a body no more than is kept', () => {
  const event = read('Re: [FIRING:1]   Disk (critical)', `${'x'.repeat(50_000)}`)
  expect(event.title).toBe('[FIRING:1] Disk (critical)')
  expect(event.body).toHaveLength(10_000)
})

test.each(['[', '(', 'a:', 're:', '** ', ' is ', '[x]', 'Problem in ', '🔴', 'severity = '])(
  'many of %o are read in as much time each',
  (part) => {
    const of = (length: number) => () => void read(part.repeat(length), `${part.repeat(length)}\n`.repeat(3))
    expect(growsByItsSquare(of(20_000), of(80_000))).toBe(false)
  },
)
