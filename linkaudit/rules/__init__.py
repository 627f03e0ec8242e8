"""The catalogue: every rule, in the order in which rules are listed and documents judged. Nothing registers itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from linkaudit.rules import (
    archive_answers,
    archive_dates,
    archive_form,
    archive_missing,
    archive_pair,
    archive_service,
    archive_shown,
    archive_source,
    archive_stamp,
    collection_consistency,
    collection_copies,
    collection_inferred,
    collection_spellings,
    collection_targets,
    content,
    date_access,
    date_commit,
    date_format,
    date_order,
    date_original,
    date_stated,
    date_url,
    date_url_form,
    date_weekday,
    identifier_digits,
    identifier_doi,
    identifier_link,
    identifier_series,
    link_brackets,
    link_characters,
    link_encoding,
    link_ends,
    link_file,
    link_form,
    link_fragment,
    link_host,
    link_idn,
    link_incomplete,
    link_local,
    link_obsolete,
    link_personal,
    link_query,
    link_scheme,
    link_secret,
    link_shortener,
    link_signed,
    link_target,
    link_transport,
    link_variant,
    link_wrapped,
    link_wrapper,
    live,
    live_fragment,
    live_host,
    live_soft,
    local_copies,
    provenance,
    provenance_conflict,
    provenance_mark,
    provenance_page,
    provenance_publisher,
    suppression,
)
from linkaudit.rules.interface import Needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.models import Document, Finding
    from linkaudit.rules.interface import Context, Rule

RULES: tuple[Rule, ...] = (
    date_url.date_url_in_future,
    date_url.date_url_preweb,
    date_order.date_url_after_document,
    date_order.date_url_after_access,
    date_commit.date_url_after_commit,
    date_url_form.date_url_invalid,
    date_url_form.date_url_swapped,
    date_url_form.date_url_ambiguous,
    date_original.date_original_url_mismatch,
    date_original.date_year_typo,
    date_stated.date_document_in_future,
    date_access.date_access_in_future,
    date_access.date_access_invalid,
    date_access.date_access_before_publication,
    date_access.date_access_too_old,
    date_weekday.date_weekday_mismatch,
    date_format.date_format_noniso,
    link_form.link_empty,
    link_form.link_placeholder,
    link_scheme.link_double_scheme,
    link_scheme.link_case_scheme,
    link_characters.link_whitespace,
    link_characters.link_control_character,
    link_characters.link_backslash,
    link_encoding.link_encoding,
    link_encoding.link_html_entity,
    link_ends.link_trailing_punctuation,
    link_brackets.link_unbalanced_bracket,
    link_form.link_malformed,
    link_wrapped.link_wrapped,
    link_wrapped.link_quoted_prefix,
    link_incomplete.link_no_scheme,
    link_incomplete.link_protocol_relative,
    link_incomplete.link_truncated,
    link_target.link_text_mismatch,
    link_query.link_tracking_parameters,
    link_secret.link_session,
    link_signed.link_signed_expired,
    link_secret.link_secret,
    link_personal.link_pii,
    link_shortener.link_shortener,
    link_shortener.link_shortener_dead,
    link_wrapper.link_wrapper,
    link_wrapper.link_proxy,
    link_variant.link_amp,
    link_variant.link_mobile,
    link_variant.link_print,
    link_host.link_unknown_suffix,
    link_local.link_local,
    link_local.link_ip_literal,
    link_host.link_userinfo,
    link_idn.link_idn_homograph,
    link_obsolete.link_obsolete_host,
    link_transport.link_http_only,
    link_transport.link_port,
    link_fragment.link_fragment_dead,
    link_file.link_file_missing,
    provenance.provenance_missing,
    provenance.provenance_label_without_url,
    provenance.provenance_unlinked_attribution,
    provenance_conflict.provenance_multiple_conflict,
    provenance_conflict.provenance_canonical_mismatch,
    provenance_page.provenance_self_reference,
    provenance_page.provenance_not_a_page,
    provenance_publisher.provenance_host_vs_publisher,
    provenance_mark.provenance_motw_length,
    local_copies.provenance_local_copy_match,
    archive_stamp.archive_timestamp_invalid,
    archive_dates.archive_timestamp_mismatch,
    archive_dates.archive_before_publication,
    archive_dates.archive_far_from_access,
    archive_pair.archive_url_mismatch,
    archive_pair.archive_is_live,
    archive_pair.archive_equals_url,
    archive_source.archive_in_url_field,
    archive_source.archive_nested,
    archive_form.archive_form,
    archive_service.archive_short_id,
    archive_service.archive_untrusted_host,
    archive_service.archive_dead_service,
    archive_missing.archive_missing_date,
    archive_missing.archive_missing_url,
    archive_missing.archive_date_without_archive,
    archive_shown.archive_status_bad,
    archive_shown.archive_soft_404,
    archive_shown.archive_login,
    archive_shown.archive_redirects,
    archive_answers.archive_absent,
    archive_answers.archive_unknown,
    archive_answers.archive_alive_unarchived,
    identifier_doi.id_doi_malformed,
    identifier_doi.id_doi_url_form,
    identifier_series.id_arxiv,
    identifier_series.id_pmid,
    identifier_series.id_rfc,
    identifier_digits.id_isbn,
    identifier_digits.id_issn,
    identifier_digits.id_orcid,
    identifier_link.id_link_mismatch,
    collection_inferred.collection_recoverable_provenance,
    collection_targets.collection_recoverable_target,
    collection_targets.collection_odd_address,
    collection_copies.collection_near_duplicate,
    collection_copies.collection_reused_passages,
    collection_consistency.collection_same_url_many_titles,
    collection_consistency.collection_same_title_many_urls,
    collection_spellings.collection_url_variants,
    collection_consistency.collection_citation_conflict,
    collection_consistency.collection_publisher_conflict,
    collection_targets.collection_dead_target,
    live.live_dead,
    live.live_suspect,
    live_soft.live_soft_404,
    live_soft.live_parked,
    live_soft.live_root_redirect,
    live_soft.live_same_target,
    live_soft.live_usurped,
    live_host.live_host_outage,
    live_fragment.live_fragment_dead,
    content.content_drift,
    content.content_original_carries,
    content.content_original_mismatch,
    suppression.suppression_unused,
)
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}


def judge(
    document: Document, context: Context, *needs: Needs, failed: Callable[[Rule, Exception], None] | None = None
) -> Iterator[Finding]:
    """Let every rule with one of these needs judge a document.

    An error of our own in a rule is handed to `failed`, so that it does not cost what the other rules find; without
    that it is raised.
    """
    for rule in those_with(needs):
        try:
            yield from rule.judge(document, context)
        except Exception as error:
            if failed is None:
                raise
            failed(rule, error)


@cache
def those_with(needs: tuple[Needs, ...]) -> tuple[Rule, ...]:
    """List the rules with one of these needs, and those that find more once documents were compared."""
    found: list[Rule] = []
    for rule in RULES:
        later = rule.once_compared
        found += [rule] if rule.needs in needs else []
        found += [later] if later and Needs.COLLECTION in needs else []
    return tuple(found)
