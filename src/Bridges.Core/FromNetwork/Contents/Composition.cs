using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>A part of a remote message, with all that is shown together with it.</summary>
internal sealed record Composition(RunningAccount Account, ChatKey Chat, RemoteMessageId Message, string Part, MessageContent Content)
{
    public ForwardOrigin? Forward { get; init; }

    /// <summary>What it answers, where that is to be shown in the text.</summary>
    public ReplyTarget? Quoted { get; init; }

    public string? Signature { get; init; }

    public IReadOnlyList<MessageChoice> Choices { get; init; } = [];

    public bool IsSilent { get; init; }

    /// <param name="isFirst">What stands above the message stands above its first part.</param>
    /// <param name="isLast">What stands below it stands below its last.</param>
    public static Composition Of(RunningAccount account, RemoteMessage message, MessagePart part, bool isFirst, bool isLast) =>
        new(account, message.Chat, message.Id, part.Id, part.Content)
        {
            Forward = isFirst ? message.Forward : null,
            Quoted = isFirst ? message.ReplyTo : null,
            Signature = isLast ? message.Signature : null,
            Choices = isLast ? message.Choices : [],
            IsSilent = message.IsSilent,
        };

    /// <summary>The text of the content with what is shown above and below it; empty where there is nothing to say.</summary>
    public RichText Around(RichText text)
    {
        var whole = text;
        if (Quote() is { } quote)
        {
            whole = RichTexts.Lines(quote, whole);
        }

        if (Forward is { } forward)
        {
            whole = RichTexts.Lines(ForwardLine(forward), whole);
        }

        if (Signature is { Length: > 0 } signature)
        {
            whole = RichTexts.Lines(whole, RichTexts.Styled($"— {signature}", new TextStyle.Italic()));
        }

        for (var index = 0; index < Choices.Count; index++)
        {
            var choice = Choices[index];
            var label = choice.Url is { } url ? RichTexts.Styled(choice.Label, new TextStyle.Link(url)) : RichText.Plain(choice.Label);
            whole = RichTexts.Lines(whole, RichTexts.Concat(RichText.Plain($"{index + 1}. "), label));
        }

        return whole;
    }

    /// <summary>Quoted by hand, or said in another chat, whose message cannot be pointed to.</summary>
    private RichText? Quote()
    {
        if (Quoted is not { } target || (target.Quote ?? (target.OtherChat is not null ? target.Excerpt ?? "…" : null)) is not { Length: > 0 } words)
        {
            return null;
        }

        var quote = RichTexts.Styled(words, new TextStyle.Quote());
        return target is { OtherChat: not null, Link: { } link } ? RichTexts.Lines(quote, RichTexts.Styled("(in another chat)", new TextStyle.Link(link))) : quote;
    }

    private static RichText ForwardLine(ForwardOrigin forward)
    {
        var start = RichText.Plain(forward.Name is null && forward.User is null ? "↷ Forwarded" : "↷ Forwarded from ");
        var name = forward.Name ?? forward.User?.Value ?? "";
        var origin = forward.Link is { } link ? RichTexts.Styled(name.Length > 0 ? name : " (original)", new TextStyle.Link(link)) : RichText.Plain(name);
        var line = RichTexts.Concat(start, origin);
        return line with { Spans = [.. line.Spans, new TextSpan(0, line.Text.Length, new TextStyle.Italic())] };
    }
}
