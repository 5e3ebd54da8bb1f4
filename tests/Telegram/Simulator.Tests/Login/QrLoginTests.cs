using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Login;

public sealed class QrLoginTests : TelegramTest
{
    [Fact]
    public async Task A_scanned_code_logs_in()
    {
        var client = await StartClientAsync("alice");

        Telegram.Logins.ScanQr(await ShowQrAsync(client), Alice);

        await client.AuthorizationAsync("authorizationStateReady");
        Assert.Equal(1, Telegram.Logins.CountOf(Alice));
    }

    [Fact]
    public async Task A_scanned_code_may_still_ask_for_the_password()
    {
        Alice.Password = "correct horse";
        var client = await StartClientAsync("alice");

        Telegram.Logins.ScanQr(await ShowQrAsync(client), Alice);
        await client.AuthorizationAsync("authorizationStateWaitPassword");
        await client.CallAsync("checkAuthenticationPassword", new JsonObject { ["password"] = "correct horse" });

        await client.AuthorizationAsync("authorizationStateReady");
    }

    [Fact]
    public async Task A_code_that_nobody_shows_is_refused()
    {
        await StartClientAsync("alice");

        Assert.Equal("AUTH_TOKEN_INVALID", Assert.Throws<RpcException>(() => Telegram.Logins.ScanQr("tg://login?token=AAAA", Alice)).Message);
    }

    [Fact]
    public async Task A_code_scanned_by_somebody_of_another_data_centre_moves_the_client_there()
    {
        Alice.HomeDataCentre = 4;
        var client = await StartClientAsync("alice");

        Telegram.Logins.ScanQr(await ShowQrAsync(client), Alice);

        await client.AuthorizationAsync("authorizationStateReady");
    }

    private static async Task<string> ShowQrAsync(TdClient client)
    {
        await client.AuthorizationAsync("authorizationStateWaitPhoneNumber");
        await client.CallAsync("requestQrCodeAuthentication", new JsonObject { ["other_user_ids"] = new JsonArray() });
        var shown = await client.AuthorizationAsync("authorizationStateWaitOtherDeviceConfirmation");
        return shown.Get("authorization_state").Text("link");
    }
}
