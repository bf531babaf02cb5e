package plain

import (
	"net/url"
	"strings"
	"unicode"
)

// trackingParameters are query parameters that tell how a reader came to a page but do
// not identify the page. A name that ends in "*" is a prefix.
var trackingParameters = []string{
	"utm_*", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid",
	"igshid", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "_hsenc", "_hsmi", "ga_*", "hsa_*", "pk_*",
	"mtm_*", "wt.*", "wt_*", "at_*", "cmpid", "cmp", "ncid", "ocid", "icid", "cid_source", "ref_src",
	"ref_url", "smid", "smtyp", "sr_share", "share", "__twitter_impression", "ftag", "srnd", "sref",
	"taid", "xtor", "spm", "guccounter", "guce_referrer", "guce_referrer_sig", "s_cid", "ns_*",
}

// CanonicalURL returns the canonical form of raw: scheme and host in lower case, no
// default port, no fragment, no tracking parameters, and at least "/" as the path. The
// remaining parameters keep their order. If raw is no absolute http(s) URL, it is only
// trimmed. CanonicalURL(CanonicalURL(u)) == CanonicalURL(u).
func CanonicalURL(raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return raw
	}
	u.Scheme = scheme
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	if u.Path == "" {
		u.Path = "/"
	}
	u.ForceQuery = false
	u.RawQuery = withoutTracking(u.RawQuery)
	return u.String()
}

func withoutTracking(query string) string {
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(p, "=")
		if p != "" && !isTracking(strings.ToLower(name)) {
			kept = append(kept, p)
		}
	}
	return escapeSpace(strings.Join(kept, "&"))
}

// escapeSpace percent-encodes white space. Otherwise the next reading would trim white
// space at the end of a URL.
func escapeSpace(s string) string {
	if !strings.ContainsFunc(s, unicode.IsSpace) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unicode.IsSpace(r) {
			b.WriteString(url.PathEscape(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isTracking(name string) bool {
	for _, t := range trackingParameters {
		if prefix, ok := strings.CutSuffix(t, "*"); name == t || ok && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
