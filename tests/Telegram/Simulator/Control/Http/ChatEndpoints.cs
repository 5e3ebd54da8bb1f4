using Bridges.Telegram.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>/chats</summary>
internal static class ChatEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SimulatedTelegram telegram)
    {
        routes.MapGet("/chats", () => telegram.Chats.All.Select(ChatAnswer.Of));
        routes.MapPost("/chats", (NewChat request) => ChatAnswer.Of(Create(telegram, request)));
        routes.MapPatch("/chats/{chat}", (string chat, ChatChange change) =>
        {
            var (group, by) = (Naming.Group(telegram, chat), Naming.Person(telegram, change.By));
            if (change.Title is { } title)
            {
                group.ChangeTitle(by, title);
            }

            if (change.Description is { } description)
            {
                group.ChangeDescription(by, description);
            }

            return ChatAnswer.Of(group);
        });
        routes.MapPost("/chats/{chat}/members", (string chat, Membership request) =>
        {
            var (group, person) = (Naming.Group(telegram, chat), Naming.Person(telegram, request.Person));
            if (request.By is { } by)
            {
                group.Invite(Naming.Person(telegram, by), person);
            }
            else
            {
                group.Join(person);
            }

            return ChatAnswer.Of(group);
        });
        routes.MapPut("/chats/{chat}/members/{person}", (string chat, string person, RoleChange change) =>
            Naming.Group(telegram, chat).SetRole(Naming.Person(telegram, change.By), Naming.Person(telegram, person), change.Role));
        routes.MapDelete("/chats/{chat}/members/{person}", (string chat, string person, string? by) =>
        {
            var (group, removed) = (Naming.Group(telegram, chat), Naming.Person(telegram, person));
            if (by is null)
            {
                group.Leave(removed);
            }
            else
            {
                group.Kick(Naming.Person(telegram, by), removed);
            }

            return ChatAnswer.Of(group);
        });
    }

    private static GroupChat Create(SimulatedTelegram telegram, NewChat request)
    {
        var creator = Naming.Person(telegram, request.Creator);
        Person[] members = [.. request.Members.Select(name => Naming.Person(telegram, name))];
        return request.Kind switch
        {
            "group" => telegram.Chats.CreateGroup(request.Title, creator, members),
            "supergroup" => telegram.Chats.CreateSupergroup(request.Title, creator, members),
            "channel" => telegram.Chats.CreateChannel(request.Title, creator, members),
            _ => throw new KeyNotFoundException($"A chat's kind is group, supergroup or channel, not {request.Kind}."),
        };
    }

    internal sealed record NewChat(string Kind, string Title, string Creator, IReadOnlyList<string> Members);

    internal sealed record ChatChange(string By, string? Title, string? Description);

    internal sealed record Membership(string Person, string? By);

    internal sealed record RoleChange(string By, MemberRole Role);
}
