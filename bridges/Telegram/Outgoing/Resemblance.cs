using Bridges.Abstractions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Outgoing;

/// <summary>
/// Telegram has no key by which a message is known again, so what it tells of is compared with what is being sent, as
/// <see cref="DeliveryFinder"/> does: by its text, and by whether it is more than a text.
/// </summary>
internal static class Resemblance
{
    public static bool MayBe(OutgoingMessage sent, RemoteMessage told)
    {
        if (told.Version != 0)
        {
            // What was edited since may have said anything.
            return true;
        }

        using var files = new NamedFiles();
        IReadOnlyList<Draft> drafts;
        try
        {
            // Asked also before the account is connected: into how many pieces it is cut does not matter.
            drafts = DraftBuilder.Build(sent, reply: null, new TdState(), TextLimits.Usual, files).Drafts;
        }
        catch (BridgeException)
        {
            return true;
        }

        // Pieces of a long text come one by one.
        var written = Letters(string.Concat(drafts.Select(static draft => draft.Text.Text)));
        var isMoreThanText = drafts.Any(static draft => draft.IsLike is not null);
        return told.Parts.All(part => part.Content switch
        {
            TextContent text => written.Contains(Letters(text.Text.Text), StringComparison.Ordinal),
            MediaContent media => isMoreThanText && written.Contains(Letters(media.Caption?.Text ?? ""), StringComparison.Ordinal),
            _ => isMoreThanText,
        });
    }

    /// <summary>TDLib tidies what stands between them.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
