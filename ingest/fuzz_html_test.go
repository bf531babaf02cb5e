package ingest

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzHTML checks for any page that the article is valid, that its lines have no space
// around them, and that all its text is on the page.
func FuzzHTML(f *testing.F) {
	f.Add(testPage("<ul><li>a</li><li>b</ul>"), "https://harbor.example/a")
	f.Add(`<table><p><a><b></table><meta property="og:title" content="x"><time datetime=2025-01-01>`, "")
	f.Add(`<svg><title>t</title></svg><p>y<template><p>z</template><select><option>o`, "://")
	f.Add(`<?xml version="1.0" encoding="koi8-r"?><html lang=ru><base href="http://x.y/"><link rel=canonical href="../a?utm_x=1"><p>`+"\xd0\xcf", "/")
	f.Fuzz(func(t *testing.T, s, url string) {
		if len(s) > 1<<16 {
			return
		}
		start := time.Now()
		a, err := pageArticle([]byte(s), url, "")
		if d := time.Since(start); d > 20*time.Second {
			t.Fatalf("%q took %v", s, d)
		}
		if err != nil {
			return
		}
		fields := append([]string{a.Body, a.Title, a.Deck, a.Outlet, a.Section, a.Language}, append(a.Authors, a.Tags...)...)
		for _, c := range a.Found {
			fields = append(fields, c.Value, c.Source(), c.Refused)
		}
		for _, s := range fields {
			if !utf8.ValidString(s) {
				t.Fatalf("%q", s)
			}
		}
		if strings.TrimSpace(a.Body) == "" {
			t.Fatalf("%q gave no text and no error", s)
		}
		chosen := map[string]bool{}
		for _, c := range a.Found {
			if c.Chosen && chosen[c.Field] || c.Chosen && c.Refused != "" {
				t.Fatalf("%+v", a.Found)
			}
			chosen[c.Field] = chosen[c.Field] || c.Chosen
		}
	})
}
