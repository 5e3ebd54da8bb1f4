using System.Text.Json;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>People on a network, and chats with them.</summary>
internal sealed class ProvisioningPeople(IUserPeople people)
{
    public async Task<ContactsBody> ContactsAsync(ProvisioningCall call) => new(await FindAsync(call, query: ""));

    public async Task<SearchResultsBody> SearchAsync(ProvisioningCall call)
    {
        var body = await ProvisioningBodies.ReadAsync(call, ProvisioningJson.Default.JsonElement);
        return body.ValueKind == JsonValueKind.Object && (!body.TryGetProperty("query", out var query) || query.ValueKind == JsonValueKind.String)
            ? new SearchResultsBody(await FindAsync(call, query.ValueKind == JsonValueKind.String ? query.GetString()! : ""))
            : throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.NotJson, "Failed to decode request body");
    }

    public async Task<PersonBody> ResolveAsync(ProvisioningCall call) =>
        Found(await people.ResolveAsync(call.User, call.Network.Id, call.Account, call.Route("identifier"), call.Cancelled), call);

    /// <returns>With whether the chat has its room only now.</returns>
    public async Task<(PersonBody Body, bool IsNew)> OpenChatAsync(ProvisioningCall call)
    {
        var person = await people.OpenChatAsync(call.User, call.Network.Id, call.Account, call.Route("identifier"), call.Cancelled);
        return (Found(person, call), person is { IsNew: true });
    }

    public Task<CapabilitiesBody> CapabilitiesAsync(ProvisioningCall call) => Task.FromResult(CapabilitiesBody.Of(people.AbilitiesOf(call.User, call.Network.Id)));

    public async Task<CreatedGroupBody> CreateGroupAsync(ProvisioningCall call)
    {
        var body = await ProvisioningBodies.ReadAsync(call, ProvisioningJson.Default.CreateGroupBody);
        if (call.Route("type") != CapabilitiesBody.Group)
        {
            throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.Unrecognized, "Unrecognized group type");
        }

        var (name, participants) = (body.Name?.Name?.Trim() ?? "", body.Participants ?? []);
        if (name.Length is 0 or > CapabilitiesBody.LongestName)
        {
            throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.InvalidParam, $"A group has a name of at most {CapabilitiesBody.LongestName} letters.");
        }

        if (participants.Count is 0 or > CapabilitiesBody.MostParticipants || participants.Any(string.IsNullOrEmpty))
        {
            throw new ProvisioningException(StatusCodes.Status400BadRequest, MatrixErrorCodes.InvalidParam, $"A group has at least one other member, and is made with at most {CapabilitiesBody.MostParticipants}.");
        }

        var group = await people.CreateGroupAsync(call.User, call.Network.Id, call.Account, name, participants, call.Cancelled);
        return new CreatedGroupBody(group.Chat.Chat.Value, group.Room.Value);
    }

    private async Task<IReadOnlyList<PersonBody>> FindAsync(ProvisioningCall call, string query) =>
        [.. (await people.SearchAsync(call.User, call.Network.Id, call.Account, query, call.Cancelled)).Select(person => PersonBody.Of(person, call.Network.Id.Value))];

    private static PersonBody Found(FoundPerson? person, ProvisioningCall call) => person is null
        ? throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "There is nobody by that name or number.")
        : PersonBody.Of(person, call.Network.Id.Value);
}
