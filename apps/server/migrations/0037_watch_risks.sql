-- 0037_watch_risks.sql    older servers keep working: yes, they open no case from an alert
-- Which alert led to which case of a risk. INVARIANT (one case of an alert): the primary key keeps it for whoever comes second.
create table watch_risk (
  alert_id  uuid        not null constraint watch_risk_pk primary key constraint watch_risk_alert_exists references watch_alert (id),
  case_id   uuid        not null constraint watch_risk_case_exists references procedure_case (id),
  opened_by uuid        not null constraint watch_risk_account_exists references account (id),
  opened_at timestamptz not null,
  constraint watch_risk_case_once unique (case_id)
);
create trigger keep_evidence after insert or update or delete on watch_risk for each row execute function
  keep_evidence_change('alert_id', 'alert_id case_id opened_by opened_at');
