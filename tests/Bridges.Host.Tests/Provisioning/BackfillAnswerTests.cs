using System.Net;
using System.Net.Http.Headers;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Provisioning;
using Bridges.Matrix;
using Bridges.TestBeds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Tests.Provisioning;

/// <summary>What <c>POST backfill/{room}</c> answers, which bridgev2's clients read from the status alone.</summary>
public sealed class BackfillAnswerTests
{
    private const string Secret = "provisioning-secret-for-tests";

    private static readonly UserId Alice = new("@alice:hs.test");
    private static readonly RoomId Room = new("!chat:hs.test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, false, HttpStatusCode.NoContent, "")]
    [InlineData(7, false, HttpStatusCode.OK, "{}")]
    [InlineData(0, true, HttpStatusCode.OK, "{}")]
    public async Task Nothing_older_is_no_content(int coming, bool isAsked, HttpStatusCode status, string body) =>
        Assert.Equal((status, body), await AskAsync(new OneChat(new OlderHistory(coming, isAsked)), AccountCondition.Connected));

    [Fact]
    public async Task The_patience_begins_with_the_request()
    {
        var chat = new OneChat(new OlderHistory(7, IsAsked: false));
        await AskAsync(chat, AccountCondition.Connected);

        Assert.InRange(chat.PatienceLeft, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(25) - TimeSpan.FromTicks(1));
    }

    [Fact]
    public async Task What_does_not_arrive_in_time_is_told_as_bridgev2_tells_it()
    {
        var (status, body) = await AskAsync(new OneChat(new OlderHistory(7, IsAsked: false)) { Arrives = false }, AccountCondition.Connected);

        Assert.Equal(HttpStatusCode.GatewayTimeout, status);
        Assert.Equal("""{"errcode":"FI.MAU.BRIDGE_BACKFILL_TIMEOUT","error":"Backfill did not complete within 25 seconds"}""", body);
    }

    /// <summary>A network may be slow to read. It is read on, until the host stops.</summary>
    [Fact]
    public async Task What_is_read_for_longer_than_the_patience_is_told_so_and_goes_on()
    {
        var reading = new TaskCompletionSource<OlderHistory>();
        var chat = new OneChat(new OlderHistory(7, IsAsked: false)) { Reading = reading.Task };

        var (status, body) = await AskAsync(chat, AccountCondition.Connected, TimeSpan.FromMilliseconds(50));

        Assert.Equal(HttpStatusCode.GatewayTimeout, status);
        Assert.Contains("FI.MAU.BRIDGE_BACKFILL_TIMEOUT", body, StringComparison.Ordinal);
        Assert.Equal(chat.HostStopping, chat.ReadingStops);
    }

    [Theory]
    [InlineData(AccountCondition.LoggedOut, HttpStatusCode.Forbidden, "M_FORBIDDEN")]
    [InlineData(null, HttpStatusCode.BadRequest, "FI.MAU.NOT_LOGGED_IN")]
    public async Task Who_is_not_logged_in_brings_nothing(AccountCondition? condition, HttpStatusCode status, string code)
    {
        var answer = await AskAsync(new OneChat(new OlderHistory(7, IsAsked: false)), condition);

        Assert.Equal(status, answer.Status);
        Assert.Contains(code, answer.Body, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(OneChat chat, AccountCondition? condition, TimeSpan? patience = null)
    {
        var accounts = condition is { } how ? new OneNetwork(new AccountOverview(new NetworkId("sample"), OneChat.Account, "Alice", Alice.Value, new AccountState(how))) : new OneNetwork();
        var address = new ListenAddress("127.0.0.1", Ports.Free());
        await using var server = HostServer.CreateBuilder(address).Build();
        chat.HostStopping = server.Lifetime.ApplicationStopping;
        var endpoints = new ProvisioningEndpoints(
            new ProvisioningAnswers(
                new ProvisioningAuthentication(new ProvisioningConfiguration { SharedSecret = new Secret(Secret), AllowMatrixAuth = false }, tokens: null!, accounts), accounts,
                server.Services.GetRequiredService<StrangerLimit>()),
            new ProvisioningInformation(accounts, icons: null!, options: null!, TimeProvider.System), new ProvisioningLogins(accounts), people: new ProvisioningPeople(people: null!),
            new ProvisioningChats(
                accounts, chat, failures: null!, server.Lifetime, TimeProvider.System, NullLogger<ProvisioningChats>.Instance)
            { BackfillPatience = patience ?? TimeSpan.FromSeconds(25) },
            new ProvisioningStickers(packs: null!));
        HostServer.MapEndpoints(server, new CallerAuthentication("hs-token-for-tests-1234", "as-token-for-tests-1234"), [endpoints]);
        await server.StartAsync(Cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address.LocalUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);

        using var answer = await client.PostAsync(
            $"_bridges/networks/sample/_matrix/provision/v3/backfill/{Uri.EscapeDataString(Room.Value)}?user_id={Uri.EscapeDataString(Alice.Value)}", content: null, Cancellation);

        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>A chat with a room, and what comes of asking for what was said before.</summary>
    private sealed class OneChat(OlderHistory older) : IUserChats
    {
        public static AccountId Account { get; } = new("alice");

        public bool Arrives { get; init; } = true;

        /// <summary>What reading takes; null: no time.</summary>
        public Task<OlderHistory>? Reading { get; init; }

        public CancellationToken ReadingStops { get; private set; }

        public CancellationToken HostStopping { get; set; }

        /// <summary>How long what was read is waited for.</summary>
        public TimeSpan PatienceLeft { get; private set; }

        public Task<bool> ArrivedAsync(OlderHistory older, TimeSpan patience, CancellationToken cancellationToken)
        {
            PatienceLeft = patience;
            return Task.FromResult(Arrives);
        }

        public Task<IReadOnlyList<UserChat>> ListAsync(UserId user, bool asksNetworks, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UserChat>>(
            user == Alice ? [new UserChat(new NetworkId("sample"), Account, new ChatKey(new RemoteChatId("bob"), Account), "Bob", Room, ChatPresence.On)] : []);

        public Task<OlderHistory> BringOlderAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int count, CancellationToken cancellationToken)
        {
            ReadingStops = cancellationToken;
            return Reading ?? Task.FromResult(older);
        }

        public Task SwitchOffAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SwitchOnAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int? messages, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ChatRule> RuleAsync(UserId user, NetworkId network, AccountId account, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetRuleAsync(UserId user, NetworkId network, AccountId account, ChatRule rule, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
