using System.Text;
using Bridges.Abstractions;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Addresses that were handed on: in words, and as vCards.</summary>
internal static class ContactTexts
{
    public static RichText Words(ContactsContent contacts)
    {
        var text = RichText.Empty;
        foreach (var contact in contacts.Contacts)
        {
            var name = NameOf(contact);
            var shown = contact.User is { } user ? RichTexts.Styled(name, new TextStyle.Mention(user)) : RichTexts.Styled(name, new TextStyle.Bold());
            text = RichTexts.Lines(text, RichTexts.Concat(RichText.Plain("👤 "), shown));
            foreach (var line in contact.Phones.Concat(contact.Emails).Concat(contact.Details))
            {
                text = RichTexts.Lines(text, RichText.Plain(line));
            }
        }

        return text;
    }

    /// <summary>All of them in one file; null where the network gave none.</summary>
    public static byte[]? Cards(ContactsContent contacts)
    {
        var cards = contacts.Contacts.Select(static contact => contact.VCard).OfType<string>().ToArray();
        return cards.Length > 0 ? Encoding.UTF8.GetBytes(string.Join("\r\n", cards)) : null;
    }

    public static string FileName(ContactsContent contacts) => contacts.Contacts is [var only] ? $"{NameOf(only)}.vcf" : "contacts.vcf";

    private static string NameOf(SharedContact contact) =>
        !string.IsNullOrWhiteSpace(contact.Name) ? contact.Name.Trim() : contact.Phones.Concat(contact.Emails).FirstOrDefault() ?? "A contact";
}
