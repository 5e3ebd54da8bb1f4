using System.Text.Json;
using Bridges.Host.Tests.Doctor;
using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Cli;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_bridge_in_order_is_fine_whether_it_runs_or_not()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();
        host.Homeserver.AddUser("bridges");
        CloseToOthers(host.ConfigurationFile);

        var running = await Terminal.RunAsync("doctor", "--config", host.ConfigurationFile);
        await host.StopAsync();
        var stopped = await Terminal.RunAsync("doctor", "--config", host.ConfigurationFile);

        Assert.True(running.ExitCode == ExitCode.Success, running.Output);
        Assert.Contains($"bridge runs at 127.0.0.1:{host.Port}", running.Output, StringComparison.Ordinal);
        Assert.True(stopped.ExitCode == ExitCode.Success, stopped.Output);
        Assert.Contains("is free (the bridge does not run)", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("homeserver reaches the bridge", stopped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_mend_and_an_exit_code()
    {
        await using var consultation = await Consultation.BeginAsync();
        consultation.Homeserver.Answer("/_matrix/client/v3/account/whoami", 401, """{"errcode":"M_UNKNOWN_TOKEN"}""");
        consultation.Configure();

        var (exitCode, output, _) = await Terminal.RunAsync("doctor", "--config", consultation.ConfigFile);

        Assert.Equal(ExitCode.ProblemsFound, exitCode);
        Assert.Contains("WRONG  homeserver knows the registration", output, StringComparison.Ordinal);
        Assert.Contains("       -> Run 'bridges registration'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_told_as_JSON_too()
    {
        await using var consultation = await Consultation.BeginAsync();
        consultation.Configure();

        var (_, output, _) = await Terminal.RunAsync("doctor", "--json", "--config", consultation.ConfigFile);
        using var findings = JsonDocument.Parse(output);

        Assert.Contains(findings.RootElement.EnumerateArray(), finding => finding.GetProperty("subject").GetString()!.StartsWith("homeserver answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_configuration_is_a_finding()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, _) = await Terminal.RunAsync("doctor", "--config", folder.Write("config.yaml", "homesever: {}"));

        Assert.Equal(ExitCode.ProblemsFound, exitCode);
        Assert.Contains("Did you mean 'homeserver'?", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_is_a_finding_with_the_command_that_makes_one()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("config.yaml");

        var (_, output, _) = await Terminal.RunAsync("doctor", "--config", file);

        Assert.Contains($"       -> bridges init --config {file}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bridge_without_networks_is_told_which_there_are()
    {
        await using var consultation = await Consultation.BeginAsync();
        Directory.CreateDirectory(consultation.Folder.Combine("modules/sample"));
        consultation.Extra = $"modules_directory: {consultation.Folder.Combine("modules")}";
        consultation.Configure();

        var (_, output, _) = await Terminal.RunAsync("doctor", "--config", consultation.ConfigFile);

        Assert.Contains($"no network is enabled, so nothing is bridged. Name one under 'networks' in {consultation.ConfigFile}. Installed there: sample.", output, StringComparison.Ordinal);
    }

    private static void CloseToOthers(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
