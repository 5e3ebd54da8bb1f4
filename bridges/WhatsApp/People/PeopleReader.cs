using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;

namespace Bridges.WhatsApp.People;

/// <summary>People as WhatsApp shows them, and their pictures.</summary>
internal sealed class PeopleReader(AccountSession session, KnownPeople known, bool contactNames, string folder)
{
    private const int LargestPicture = 8 << 20;

    public async Task<UserDetails> GetAsync(RemoteUserId user, CancellationToken cancellationToken)
    {
        if (!RemoteIds.IsPerson(user.Value))
        {
            return new UserDetails { Id = user, Name = "WhatsApp channel" };
        }

        var person = await session.RequestAsync("person.get", new JsonObject { ["user"] = user.Value }, cancellationToken);
        return Read(person) with { Avatar = await FindPictureAsync(user.Value, cancellationToken) };
    }

    public async Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken)
    {
        var found = await session.RequestAsync("person.search", new JsonObject { ["query"] = query, ["limit"] = limit }, cancellationToken);
        return found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray().Select(Read)] : [];
    }

    public async Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken)
    {
        var digits = new string([.. identifier.Where(char.IsAsciiDigit)]);
        if (digits.Length is < 6 or > 15)
        {
            return null;
        }

        var person = await session.RequestAsync("person.find", new JsonObject { ["phone"] = digits }, cancellationToken);
        return person.ValueKind == JsonValueKind.Object ? Read(person) : null;
    }

    public Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken) =>
        session.RequestAsync("person.block", new JsonObject { ["user"] = user.Value, ["blocked"] = isBlocked }, cancellationToken);

    public async Task<IReadOnlyList<RemoteUserId>> BlockedAsync(CancellationToken cancellationToken)
    {
        var blocked = await session.RequestAsync("person.blocked", [], cancellationToken);
        return blocked.ValueKind == JsonValueKind.Array
            ? [.. blocked.EnumerateArray().Where(user => user.ValueKind == JsonValueKind.String).Select(user => new RemoteUserId(user.GetString()!))]
            : [];
    }

    public async Task<AvatarFile?> FetchPictureAsync(AvatarReference avatar, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, $"picture-{Guid.NewGuid():N}");
        try
        {
            var answer = await session.RequestAsync("picture.fetch", new JsonObject { ["of"] = avatar.Token, ["path"] = path }, cancellationToken);
            return answer.Text("id") is not null && new FileInfo(path) is { Exists: true, Length: <= LargestPicture }
                ? new AvatarFile(await File.ReadAllBytesAsync(path, cancellationToken), "image/jpeg")
                : null;
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            return null;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Names from an address book are their owner's alone, and ghosts are seen by all users of the bridge: so people are called
    /// what they call themselves, unless the admin has chosen otherwise.
    /// </summary>
    private UserDetails Read(JsonElement person)
    {
        var id = person.Text("id") ?? "";
        var phone = person.Text("phone");
        string?[] names = contactNames
            ? [person.Text("contactName"), person.Text("businessName"), person.Text("pushName"), phone, id]
            : [person.Text("businessName"), person.Text("pushName"), phone, id];
        var name = Array.Find(names, candidate => !string.IsNullOrWhiteSpace(candidate)) ?? "WhatsApp user";
        known.Learn(id, name);
        return new UserDetails { Id = new RemoteUserId(id), Name = name, Phone = phone };
    }

    private async Task<AvatarReference?> FindPictureAsync(string of, CancellationToken cancellationToken)
    {
        var found = await session.RequestAsync("picture.find", new JsonObject { ["of"] = of }, cancellationToken);
        return found.Text("id") is { } id ? new AvatarReference(id, of) : null;
    }
}
