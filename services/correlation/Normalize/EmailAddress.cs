using System.Globalization;

namespace Workers.Correlation.Normalize;

internal enum MailboxKind
{
    /// <summary>A person's mailbox at a company: names its customer.</summary>
    Personal,
    /// <summary>A function's or a free-mail mailbox: evidence, never a key.</summary>
    Shared,
    /// <summary>A relay, a sender that reads nothing, a test: says nothing.</summary>
    Meaningless,
}

/// <summary>An e-mail address in one spelling.</summary>
internal sealed record EmailAddress(string Address, MailboxKind Kind)
{
    private static readonly HashSet<string> RoleParts = Lists.Words("role-local-parts.txt");
    private static readonly HashSet<string> FreeMail = Lists.Words("free-mail-domains.txt");
    private static readonly HashSet<string> Meaningless = ["example.com", "example.org", "example.net", "test.com", "test.de", "localhost.localdomain", "none.com", "email.invalid"];
    private static readonly string[] Relays = ["marketplace.amazon.", "members.ebay.", "privaterelay.appleid.", "relay.", "reply."];
    private static readonly string[] Silent = ["noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "nobody", "none", "unknown", "na"];

    public static EmailAddress? Parse(string? value)
    {
        if (value is null) return null;
        var text = Folding.Fold(value);
        if (text.LastIndexOf('<') is >= 0 and var open && text.IndexOf('>', open) is var close and > 0) text = text[(open + 1)..close];
        text = text.Trim().Trim('"', '\'', '.', ',', ';');
        if (text.StartsWith("mailto:", StringComparison.Ordinal)) text = text[7..];
        var parts = text.Split('@');
        if (parts is not [{ Length: > 0 } local, { Length: > 3 } domain] || text.Contains(' ', StringComparison.Ordinal) || !domain.Contains('.', StringComparison.Ordinal)) return null;
        if (Ascii(domain.TrimEnd('.')) is not { } ascii) return null;
        local = local.Split('+')[0];
        if (ascii is "gmail.com" or "googlemail.com") (local, ascii) = (local.Replace(".", "", StringComparison.Ordinal), "gmail.com");
        return local.Length == 0 ? null : new EmailAddress($"{local}@{ascii}", KindOf(local, ascii));
    }

    private static MailboxKind KindOf(string local, string domain)
    {
        if (Meaningless.Contains(domain) || Relays.Any(relay => domain.StartsWith(relay, StringComparison.Ordinal)) || Silent.Contains(local)) return MailboxKind.Meaningless;
        var word = local.Split('.', '-', '_')[0].TrimEnd("0123456789".ToCharArray());
        return FreeMail.Contains(domain) || RoleParts.Contains(local) || RoleParts.Contains(word) ? MailboxKind.Shared : MailboxKind.Personal;
    }

    private static string? Ascii(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
