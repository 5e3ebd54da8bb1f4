namespace Bridges.Telegram.Tests.Live;

public sealed class DoctorTests
{
    [Fact]
    public async Task A_whole_installation_that_Telegram_takes_is_in_order_and_is_tried_without_a_trace()
    {
        await using var bed = await TelegramBed.InstallAsync();

        var found = await bed.DiagnoseAsync();

        Assert.All(found, diagnosis => Assert.Null(diagnosis.Problem));
        Assert.Contains(found, diagnosis => diagnosis.Subject == "TDLib 1.8.65");
        Assert.Contains(found, diagnosis => diagnosis.Subject == "Telegram's servers take api_id and api_hash");
        Assert.False(Directory.Exists(bed.AccountsFolder));
    }

    [Fact]
    public async Task An_api_id_that_Telegram_does_not_know_is_told_with_the_place_of_the_right_one()
    {
        await using var bed = await TelegramBed.InstallAsync();
        bed.Telegram.Faults.Fail("auth.exportLoginToken", 400, "API_ID_INVALID", times: 3);

        var problem = Assert.Single(await bed.DiagnoseAsync(), diagnosis => diagnosis.Problem is not null);

        Assert.Contains("api_hash", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("my.telegram.org", problem.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_do_not_answer_are_told_while_nothing_runs_and_are_the_accounts_matter_afterwards()
    {
        await using var bed = await TelegramBed.InstallAsync();
        bed.Telegram.Faults.Mute = true;

        var problem = Assert.Single(await bed.DiagnoseAsync(), diagnosis => diagnosis.Problem is not null);
        await bed.Network.StartAsync(TelegramBed.Cancellation);
        var running = await bed.DiagnoseAsync();

        Assert.Equal("Telegram's servers answer", problem.Subject);
        Assert.Contains("networks.telegram.proxy", problem.Mend, StringComparison.Ordinal);
        Assert.All(running, diagnosis => Assert.Null(diagnosis.Problem));
    }
}
