"""The catalogue: every rule, in the order in which rules are listed and documents judged. Nothing registers itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.rules import (
    archive_answers,
    archive_dates,
    archive_stamp,
    date_access,
    date_commit,
    date_order,
    date_original,
    date_stated,
    date_url,
    date_url_form,
    link_brackets,
    identifier_digits,
    identifier_doi,
    identifier_link,
    identifier_series,
    link_characters,
    link_encoding,
    link_ends,
    link_form,
    link_host,
    link_idn,
    link_incomplete,
    link_local,
    link_obsolete,
    link_query,
    link_scheme,
    link_shortener,
    link_target,
    link_transport,
    link_variant,
    link_wrapped,
    link_wrapper,
    live,
    provenance,
    suppression,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Finding
    from linkaudit.rules.interface import Context, Needs, Rule

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
    provenance.provenance_missing,
    provenance.provenance_label_without_url,
    provenance.provenance_unlinked_attribution,
    archive_stamp.archive_timestamp_invalid,
    archive_dates.archive_timestamp_mismatch,
    archive_dates.archive_before_publication,
    archive_answers.archive_absent,
    identifier_doi.id_doi_malformed,
    identifier_doi.id_doi_url_form,
    identifier_series.id_arxiv,
    identifier_series.id_pmid,
    identifier_series.id_rfc,
    identifier_digits.id_isbn,
    identifier_digits.id_issn,
    identifier_digits.id_orcid,
    identifier_link.id_link_mismatch,
    live.live_dead,
    live.live_soft_404,
    suppression.suppression_unused,
)
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}


def judge(document: Document, context: Context, *needs: Needs) -> Iterator[Finding]:
    """Let every rule with one of these needs judge a document."""
    for rule in RULES:
        if rule.needs in needs:
            yield from rule.judge(document, context)
