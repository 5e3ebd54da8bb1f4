using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.People;

/// <summary>Finds people by name, handle, phone number or id.</summary>
internal sealed class PeopleFinder(AccountId account, AccountSession session)
{
    private static readonly string[] LinkPrefixes = ["https://t.me/", "http://t.me/", "t.me/"];

    public async Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var contacts = await session.RequestAsync(TdJson.Request("searchContacts", ("query", query), ("limit", limit)), cancellationToken);
        var users = contacts.Numbers("user_ids").ToList();
        var strangers = await OptionalAsync(TdJson.Request("searchPublicChats", ("query", query)), cancellationToken);
        users.AddRange(strangers?.Numbers("chat_ids").Where(ChatIds.IsUser) ?? []);
        var found = new List<UserDetails>();
        foreach (var user in users.Distinct().Take(limit))
        {
            if (await UserAsync(user, cancellationToken) is { } details)
            {
                found.Add(details);
            }
        }

        return found;
    }

    public async Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var name = identifier.Trim();
        var digits = new string([.. name.Where(char.IsAsciiDigit)]);
        if (name.StartsWith('+'))
        {
            return await ByPhoneAsync(digits, cancellationToken);
        }

        if (digits.Length == name.Length && long.TryParse(digits, out var id))
        {
            return await UserAsync(id, cancellationToken);
        }

        var link = Array.Find(LinkPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        var username = name[(link?.Length ?? 0)..].TrimStart('@').TrimEnd('/');
        var chat = await OptionalAsync(TdJson.Request("searchPublicChat", ("username", username)), cancellationToken);
        return chat is { } known && ChatIds.IsUser(known.Number("id")) ? await UserAsync(known.Number("id"), cancellationToken) : null;
    }

    public async Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken)
    {
        if (!RemoteIds.IsUser(user, out var id))
        {
            throw BridgeException.Permanent($"“{user}” is no Telegram user.");
        }

        await session.WaitUntilConnectedAsync(cancellationToken);
        var chat = await session.RequestAsync(TdJson.Request("createPrivateChat", ("user_id", id), ("force", false)), cancellationToken);
        return RemoteIds.Chat(chat.Number("id"), account);
    }

    private async Task<UserDetails?> ByPhoneAsync(string digits, CancellationToken cancellationToken)
    {
        var user = await OptionalAsync(
            TdJson.Request("searchUserByPhoneNumber", ("phone_number", $"+{digits}"), ("only_local", false)), cancellationToken);
        return user is { } found ? UserDescription.Of(StateReader.User(found)) : null;
    }

    private async Task<UserDetails?> UserAsync(long id, CancellationToken cancellationToken) =>
        await OptionalAsync(TdJson.Request("getUser", ("user_id", id)), cancellationToken) is { } user
            ? UserDescription.Of(StateReader.User(user))
            : null;

    /// <summary>The answer; null where there is nothing by that name.</summary>
    private async Task<JsonElement?> OptionalAsync(JsonObject request, CancellationToken cancellationToken)
    {
        try
        {
            return await session.RequestAsync(request, cancellationToken);
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            return null;
        }
    }
}
