using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Provisioning;
using Bridges.Matrix;
using Bridges.TestBeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Host.Tests.Provisioning;

/// <summary>Packs of stickers over HTTP, as bridgev2 has them.</summary>
public sealed class StickerPacksTests : IAsyncLifetime
{
    private const string Secret = "provisioning-secret-for-tests";

    private readonly OnePack _packs = new();
    private readonly ListenAddress _address = new("127.0.0.1", Ports.Free());
    private readonly HttpClient _client;
    private WebApplication _server = null!;

    public StickerPacksTests()
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _address.LocalUrl };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = HostServer.CreateBuilder(_address).Build();
        var accounts = new OneNetwork();
        var endpoints = new ProvisioningEndpoints(
            new ProvisioningAnswers(
                new ProvisioningAuthentication(new ProvisioningConfiguration { SharedSecret = new Secret(Secret), AllowMatrixAuth = false }, tokens: null!, accounts), accounts,
                _server.Services.GetRequiredService<StrangerLimit>()),
            new ProvisioningInformation(accounts, icons: null!, options: null!, TimeProvider.System), new ProvisioningLogins(accounts), people: new ProvisioningPeople(people: null!),
            new ProvisioningChats(accounts, chats: null!, failures: null!, lifetime: null!, timeProvider: null!, logger: null!), new ProvisioningStickers(_packs));
        HostServer.MapEndpoints(_server, new CallerAuthentication("hs-token-for-tests-1234", "as-token-for-tests-1234"), [endpoints]);
        await _server.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_pack_is_shown_as_it_would_stand_in_a_room()
    {
        var (status, body) = await AskAsync(HttpMethod.Get, "import?pack_url=https%3A%2F%2Ft.me%2Faddstickers%2Fcats");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("mxc://hs.test/cat", body.GetProperty("images").GetProperty("cats1").GetProperty("url").GetString());
        Assert.Equal(["https://t.me/addstickers/cats read"], _packs.Asked);
    }

    [Fact]
    public async Task A_pack_is_brought_where_the_user_talks_with_the_bot_or_into_the_room_that_is_named()
    {
        var (status, body) = await AskAsync(HttpMethod.Post, "import?pack_url=cats");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ("$pack", "!talk:hs.test", "sample/cats"),
            (body.GetProperty("event_id").GetString(), body.GetProperty("room_id").GetString(), body.GetProperty("state_key").GetString()));

        (_, body) = await AskAsync(HttpMethod.Post, "import?pack_url=cats&room_id=!chat%3Ahs.test");
        Assert.Equal("!chat:hs.test", body.GetProperty("room_id").GetString());
    }

    [Fact]
    public async Task Packs_are_listed_in_the_form_that_bridgev2_has()
    {
        var (status, body) = await AskAsync(HttpMethod.Get, "list");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """[{"display_name":"Cats!","usage":["sticker"],"attribution":"Sample","fi.mau.bridged_pack":{"network":"sample","url":"https://t.me/addstickers/cats"}}]""",
            body.GetRawText());
    }

    [Theory]
    [InlineData("GET", "import", HttpStatusCode.BadRequest, "M_MISSING_PARAM")]
    [InlineData("POST", "import", HttpStatusCode.BadRequest, "M_MISSING_PARAM")]
    [InlineData("POST", "import?pack_url=cats&room_id=nowhere", HttpStatusCode.BadRequest, "M_INVALID_PARAM")]
    [InlineData("GET", "import?pack_url=dogs", HttpStatusCode.NotFound, "M_NOT_FOUND")]
    [InlineData("POST", "import?pack_url=dogs", HttpStatusCode.NotFound, "M_NOT_FOUND")]
    public async Task What_cannot_be_had_is_told(string method, string path, HttpStatusCode status, string code)
    {
        var (answered, body) = await AskAsync(new HttpMethod(method), path);

        Assert.Equal((status, code), (answered, body.GetProperty("errcode").GetString()));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpMethod method, string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var request = new HttpRequestMessage(method, $"_bridges/networks/sample/_matrix/provision/v3/image_pack/{path}{separator}user_id=%40alice%3Ahs.test");
        using var answer = await _client.SendAsync(request, Cancellation);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    /// <summary>Knows one pack, under any name with cats in it.</summary>
    private sealed class OnePack : IUserStickerPacks
    {
        public List<string> Asked { get; } = [];

        public Task<IReadOnlyList<StickerPackSummary>> ListAsync(UserId user, NetworkId network, AccountId? account, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StickerPackSummary>>([new StickerPackSummary("https://t.me/addstickers/cats", "Cats!", IsCustomEmoji: false)]);

        public Task<JsonObject?> ReadAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, CancellationToken cancellationToken)
        {
            Asked.Add($"{nameOrLink} read");
            return Task.FromResult(nameOrLink.Contains("cats", StringComparison.Ordinal)
                ? new JsonObject { ["images"] = new JsonObject { ["cats1"] = new JsonObject { ["url"] = "mxc://hs.test/cat" } } }
                : null);
        }

        public Task<ImportedPack?> ImportAsync(UserId user, NetworkId network, AccountId? account, string nameOrLink, RoomId? room, CancellationToken cancellationToken) =>
            Task.FromResult(nameOrLink == "cats" ? new ImportedPack(room ?? new RoomId("!talk:hs.test"), new("$pack"), $"{network}/cats") : null);
    }
}
