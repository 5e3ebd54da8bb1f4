using Bridges.Telegram.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>/chats/{chat}/messages, /typing and /read</summary>
internal static class MessageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SimulatedTelegram telegram)
    {
        routes.MapGet("/chats/{chat}/messages", (string chat) => MessageAnswer.Of(Naming.Chat(telegram, chat)));
        routes.MapPost("/chats/{chat}/messages", (string chat, NewMessage request) => Send(telegram, Naming.Chat(telegram, chat), request));
        routes.MapPatch("/chats/{chat}/messages/{number:int}", (string chat, int number, TextChange change) =>
        {
            var message = Naming.Message(Naming.Chat(telegram, chat), number);
            message.Sender.Edit(message, change.Text, EntityRequest.Read(telegram, change.Entities));
        });
        routes.MapDelete("/chats/{chat}/messages/{number:int}", (string chat, int number, string? by) =>
        {
            var message = Naming.Message(Naming.Chat(telegram, chat), number);
            (by is null ? message.Sender : Naming.Person(telegram, by)).Delete(message);
        });
        routes.MapPost("/chats/{chat}/typing", (string chat, TypingChange change) =>
        {
            var (typist, place) = (Naming.Person(telegram, change.Person), Naming.Chat(telegram, chat));
            if (change.IsTyping)
            {
                typist.StartTyping(place);
            }
            else
            {
                typist.StopTyping(place);
            }
        });
        routes.MapPost("/chats/{chat}/read", (string chat, PeopleEndpoints.PersonName reader) =>
            Naming.Person(telegram, reader.Person).Read(Naming.Chat(telegram, chat)));
    }

    private static MessageAnswer Send(SimulatedTelegram telegram, Chat chat, NewMessage request)
    {
        var replyTo = request.ReplyTo is { } number ? Naming.Message(chat, number) : null;
        var sender = Naming.Person(telegram, request.From);
        var sent = sender.SendText(chat, request.Text, EntityRequest.Read(telegram, request.Entities), replyTo, silent: request.IsSilent);
        return MessageAnswer.Of(chat)[chat.Messages.ToList().IndexOf(sent)];
    }

    internal sealed record NewMessage(string From, string Text, IReadOnlyList<EntityRequest>? Entities, int? ReplyTo, bool IsSilent = false);

    internal sealed record TextChange(string Text, IReadOnlyList<EntityRequest>? Entities);

    internal sealed record TypingChange(string Person, bool IsTyping = true);
}
