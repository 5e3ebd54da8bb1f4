using Bridges.Abstractions;
using Bridges.Host.Doctor;
using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;

namespace Bridges.Host.Tests.Doctor;

/// <summary>What is wrong with the bridge itself and its modules, through <c>bridges doctor</c>.</summary>
public sealed class BridgeFaultsTests
{
    private const string Telegram = "networks: {telegram: {api_id: 12345, api_hash: 0123456789abcdef0123456789abcdef, tdlib_path: $TDLIB}}";

    [Fact]
    public async Task Messages_that_were_given_up_are_told_until_they_are_gone()
    {
        await using var sample = await SampleHost.StartAsync();
        (await Visit.PayAsync(sample.Host.ConfigurationFile)).AssertFine("no message was given up");
        var id = await sample.SendUndeliverableAsync();

        (await Visit.PayAsync(sample.Host.ConfigurationFile)).AssertFound("1 could not be delivered and wait for a decision", "See 'bridges dead-letters list'");

        await sample.RunAsync("dead-letters", "drop", id);
        (await Visit.PayAsync(sample.Host.ConfigurationFile)).AssertFine("no message was given up");
    }

    [Fact]
    public async Task A_module_that_is_unwell_and_one_that_is_missing_are_told()
    {
        using var modules = new InstalledModules().Install();
        await using var consultation = await Consultation.BeginAsync();
        consultation.Extra = $"modules_directory: {modules.Directory}\nnetworks:\n  sample: {{fault: health}}\n  nothere:";
        consultation.Configure();

        var visit = await Visit.PayAsync(consultation.ConfigFile);

        visit.AssertFound("It was asked to be unwell.", "Set 'fault: none'.");
        visit.AssertFound("There is no module 'nothere'", "Put the module's files into");
    }

    [Fact]
    public async Task An_engine_that_is_missing_is_told()
    {
        using var folder = InstalledTelegram();
        Directory.Delete(Path.Combine(folder.Path, "modules", "telegram", "engine"), recursive: true);

        var visit = await VisitPublishedAsync(folder, Telegram.Replace("$TDLIB", "/no/such/libtdjson.so", StringComparison.Ordinal));

        visit.AssertFound("bridges-telegram-engine.dll is missing", "Install the module again, with its engine folder.");
        visit.AssertFound("There is no library at /no/such/libtdjson.so", "Run scripts/install-tdlib");
    }

    [Fact]
    public async Task An_engine_s_library_that_is_none_is_told()
    {
        using var folder = InstalledTelegram();
        var library = folder.Combine("libtdjson.so");
        await File.WriteAllTextAsync(library, "no library", TestContext.Current.CancellationToken);

        (await VisitPublishedAsync(folder, Telegram.Replace("$TDLIB", library, StringComparison.Ordinal))).AssertFound("It cannot be loaded", "Run scripts/install-tdlib");
    }

    [Fact]
    public async Task An_engine_with_another_version_of_its_library_is_told()
    {
        using var folder = InstalledTelegram();
        var library = folder.Combine("libtdjson.so");
        await File.WriteAllTextAsync(library, "never loaded here", TestContext.Current.CancellationToken);
        // In the place of the runtime that runs the engine: what an engine with that library says first.
        var runtime = folder.Combine("dotnet");
        await File.WriteAllTextAsync(runtime, "#!/bin/sh\necho '{\"jsonrpc\":\"2.0\",\"method\":\"hello\",\"params\":{\"protocol\":1,\"version\":\"1.8.0\"}}'\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(runtime, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (await VisitPublishedAsync(folder, Telegram.Replace("$TDLIB", library, StringComparison.Ordinal), $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}"))
            .AssertFound("It is another version than 1.8.65", "Run scripts/install-tdlib");
    }

    [Fact]
    public void What_is_wrong_has_always_a_mend_and_a_hint_is_kept()
    {
        Assert.Throws<ArgumentException>(() => DoctorFinding.Wrong("subject", "problem", " "));
        Assert.All(new[] { null, "", " " }, mend => Assert.NotEmpty(DoctorFinding.From(new Diagnosis("subject", "problem", mend)).Mend!.Trim()));
        Assert.Equal("hint", DoctorFinding.From(new Diagnosis("subject", Problem: null, "hint")).Mend);
    }

    /// <summary>The published Telegram module in a folder of the test's own.</summary>
    private static TempFolder InstalledTelegram()
    {
        var folder = TempFolder.Create("modules");
        var source = RepositoryRoot.Combine("artifacts", "bridges", "modules");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "libtdjson.so"))
        {
            var target = folder.Combine(Path.Combine("modules", Path.GetRelativePath(source, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return folder;
    }

    private static async Task<Visit> VisitPublishedAsync(TempFolder folder, string networks, string? path = null)
    {
        await using var host = BridgesHost.Prepare(new BridgesHostOptions
        {
            HomeserverUrl = new Uri($"http://127.0.0.1:{Ports.Free()}"),
            ExtraConfiguration = $"modules_directory: {folder.Combine("modules")}\n{networks}",
            Environment = path is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["PATH"] = path },
        });
        var (exitCode, output) = await host.RunCommandAsync("doctor");
        return new Visit(exitCode, output);
    }
}
