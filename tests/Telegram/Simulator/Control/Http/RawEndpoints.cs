using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>What the other endpoints have no notion of: fields of the wire form, given as JSON; media; forwards.</summary>
internal static class RawEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SimulatedTelegram telegram)
    {
        routes.MapPost("/raw/chats/{chat}/messages", (string chat, RawMessage request) =>
        {
            var place = Naming.Chat(telegram, chat);
            var replyTo = request.ReplyTo is { } number ? Naming.Message(Naming.Chat(telegram, request.ReplyChat ?? chat), number) : null;
            var quote = request.Quote is { } text ? new Quote(text, Math.Max(replyTo?.Text.IndexOf(text, StringComparison.Ordinal) ?? 0, 0)) : null;
            var sent = Naming.Person(telegram, request.From).SendRaw(
                place, request.Text ?? "", EntityRequest.Read(telegram, request.Entities), replyTo, quote, request.Raw?.ToJsonString(), request.Service?.ToJsonString());
            return MessageAnswer.Of(place)[place.Messages.ToList().IndexOf(sent)];
        });
        routes.MapPatch("/raw/chats/{chat}/messages/{number:int}", (string chat, int number, RawChange change) =>
        {
            var message = Naming.Message(Naming.Chat(telegram, chat), number);
            message.Sender.Touch(message, change.Raw?.ToJsonString(), change.IsEdit);
        });
        routes.MapPatch("/raw/people/{person}", (string person, JsonObject raw) => Naming.Person(telegram, person).SetRaw(raw.ToJsonString()));
        routes.MapPatch("/raw/chats/{chat}", (string chat, JsonObject raw) => Naming.Group(telegram, chat).SetRaw(raw.ToJsonString()));
        routes.MapPost("/raw/chats/{chat}/forwards", (string chat, RawForward request) =>
        {
            var place = Naming.Chat(telegram, chat);
            var sent = Naming.Person(telegram, request.From).Forward(Naming.Message(Naming.Chat(telegram, request.Chat), request.Number), place);
            return MessageAnswer.Of(place)[place.Messages.ToList().IndexOf(sent)];
        });
        routes.MapPost("/raw/chats/{chat}/photos", (string chat, RawPhoto request) =>
        {
            var place = Naming.Chat(telegram, chat);
            var sent = Naming.Person(telegram, request.From).SendMedia(place, new Media.Photo(), request.Caption ?? "");
            return MessageAnswer.Of(place)[place.Messages.ToList().IndexOf(sent)];
        });
        routes.MapDelete("/raw/chats/{chat}/messages/{number:int}", (string chat, int number, string by, bool everyone) =>
            Naming.Person(telegram, by).Delete(Naming.Message(Naming.Chat(telegram, chat), number), everyone));
        routes.MapPost("/raw/chats/{chat}/read", (string chat, RawRead request) =>
            Naming.Person(telegram, request.Person).Read(Naming.Chat(telegram, chat), request.UpTo is { } number ? Naming.Message(Naming.Chat(telegram, chat), number) : null));
        routes.MapGet("/raw/chats/{chat}/read/{person}", (string chat, string person) =>
        {
            var place = Naming.Chat(telegram, chat);
            var read = place.LastReadBy(Naming.Person(telegram, person));
            return read is null ? 0 : place.Messages.ToList().IndexOf(read) + 1;
        });
        routes.MapGet("/raw/chats/{chat}/messages/{number:int}/entities", (string chat, int number) =>
            Naming.Message(Naming.Chat(telegram, chat), number).Entities.Select(entity => new
            {
                Kind = entity.Kind.ToString(), entity.Offset, entity.Length, entity.Url, entity.Language, Person = entity.Person?.FirstName,
            }));
        routes.MapGet("/raw/chats/{chat}/typing", (string chat) => Naming.Chat(telegram, chat).Typing.Select(notice => new { Person = notice.Person.FirstName, notice.IsTyping }));
        routes.MapGet("/raw/following/{person}", async (string person) =>
        {
            await telegram.WaitForClientAsync(Naming.Person(telegram, person), TimeSpan.FromSeconds(60));
            return true;
        });
    }

    internal sealed record RawMessage(
        string From, string? Text, IReadOnlyList<EntityRequest>? Entities, int? ReplyTo, string? ReplyChat, string? Quote, JsonObject? Raw, JsonObject? Service);

    internal sealed record RawChange(JsonObject? Raw, bool IsEdit);

    internal sealed record RawForward(string From, string Chat, int Number);

    internal sealed record RawPhoto(string From, string? Caption);

    internal sealed record RawRead(string Person, int? UpTo);
}
