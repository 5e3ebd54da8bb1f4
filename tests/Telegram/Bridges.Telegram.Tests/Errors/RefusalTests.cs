using Bridges.Abstractions;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Tests.Errors;

/// <summary>What Telegram refuses is told in words, not in its servers' names for it.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("TOPIC_CLOSED", "topic of the Telegram group is closed")]
    [InlineData("TOPIC_DELETED", "topic of the Telegram group has been deleted")]
    [InlineData("CHAT_SEND_PLAIN_FORBIDDEN", "Text messages are not allowed")]
    [InlineData("CHAT_SEND_STICKERS_FORBIDDEN", "Messages of this kind are not allowed")]
    [InlineData("MESSAGE_POLL_CLOSED", "This poll has ended")]
    public void A_refusal_is_told_in_words(string refusal, string words)
    {
        var told = TelegramErrors.Translate(new TdException(400, refusal));

        Assert.Equal(FailureKind.Permanent, told.Kind);
        Assert.Contains(words, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal, told.Message, StringComparison.Ordinal);
    }
}
