using System.Text.Json;
using Bridges.Core;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>People on a network, and chats with them.</summary>
internal sealed class ProvisioningPeople(IUserAccounts accounts)
{
    public async Task<ContactsBody> ContactsAsync(ProvisioningCall call) => new(await FindAsync(call, query: ""));

    public async Task<SearchResultsBody> SearchAsync(ProvisioningCall call)
    {
        try
        {
            var body = JsonSerializer.Deserialize((await RequestBody.ReadAsync(call.Context)).Span, ProvisioningJson.Default.JsonElement);
            return new SearchResultsBody(await FindAsync(call, body.TryGetProperty("query", out var query) ? query.GetString() ?? "" : ""));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProvisioningException(StatusCodes.Status400BadRequest, "M_NOT_JSON", "Failed to decode request body");
        }
    }

    public async Task<PersonBody> ResolveAsync(ProvisioningCall call) =>
        Found(await accounts.ResolveAsync(call.User, call.Network.Id, call.Account, call.Route("identifier"), call.Cancelled), call);

    public async Task<PersonBody> OpenChatAsync(ProvisioningCall call) =>
        Found(await accounts.OpenChatAsync(call.User, call.Network.Id, call.Account, call.Route("identifier"), call.Cancelled), call);

    private async Task<IReadOnlyList<PersonBody>> FindAsync(ProvisioningCall call, string query) =>
        [.. (await accounts.SearchAsync(call.User, call.Network.Id, call.Account, query, call.Cancelled)).Select(person => PersonBody.Of(person, call.Network.Id.Value))];

    private static PersonBody Found(FoundPerson? person, ProvisioningCall call) => person is null
        ? throw new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "There is nobody by that name or number.")
        : PersonBody.Of(person, call.Network.Id.Value);
}
