using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>A message in an answer. Its number is its place in the chat, beginning with 1, and never changes.</summary>
internal sealed record MessageAnswer(
    int Number,
    string Sender,
    string Text,
    IReadOnlyList<EntityText> Entities,
    int? ReplyTo,
    string? Media,
    string? Service,
    DateTimeOffset Date,
    DateTimeOffset? EditDate,
    bool IsSilent,
    bool IsDeleted)
{
    public static IReadOnlyList<MessageAnswer> Of(Chat chat)
    {
        var messages = chat.Messages;
        var numbers = messages.Select((message, index) => (message, index)).ToDictionary(pair => pair.message, pair => pair.index + 1);
        return [.. messages.Select(message => Of(message, numbers))];
    }

    private static MessageAnswer Of(Message message, Dictionary<Message, int> numbers) => new(
        numbers[message],
        message.Sender.FirstName,
        message.Text,
        [.. message.Entities.Select(entity => new EntityText(entity.Kind, message.Text.Substring(entity.Offset, entity.Length)))],
        message.ReplyTo is { } replied && numbers.TryGetValue(replied, out var number) ? number : null,
        message.Media?.GetType().Name,
        message.Service?.GetType().Name,
        message.Date,
        message.EditDate,
        message.IsSilent,
        message.IsDeleted);
}
