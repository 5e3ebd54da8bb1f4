using Bridges.Telegram.Options;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>
/// How long a text and a caption may be, in UTF-16 code units. Telegram says so of each account, as Premium accounts may write more; TDLib asks once an
/// hour only, so that for a while after the end of Premium it says too much.
/// </summary>
internal sealed record TextLimits(int Text, int Caption)
{
    private const int Unlikely = 100_000;

    /// <summary>What every account may write.</summary>
    public static TextLimits Usual { get; } = new(4096, 1024);

    /// <param name="options">May ask for shorter texts.</param>
    /// <param name="state">Null: nothing is known of the account yet.</param>
    public static TextLimits Of(TelegramOptions options, TdState? state) => new(
        Math.Min(options.MessageLengthMax ?? int.MaxValue, Told(state, "message_text_length_max") ?? Usual.Text),
        Told(state, "message_caption_length_max") ?? Usual.Caption);

    /// <summary>What is left of them where even this is said to be too much.</summary>
    public TextLimits WithinUsual() => new(Math.Min(Text, Usual.Text), Math.Min(Caption, Usual.Caption));

    /// <summary>Whether a message was refused for its length, in the server's word or in TDLib's.</summary>
    public static bool AreExceeded(TdException refusal) =>
        refusal.Code == 400 && (refusal.Message.EndsWith("_TOO_LONG", StringComparison.Ordinal) || refusal.Message.EndsWith(" is too long", StringComparison.Ordinal));

    private static int? Told(TdState? state, string option) => state?.Option(option) is > 0 and < Unlikely and var longest ? (int)longest : null;
}
