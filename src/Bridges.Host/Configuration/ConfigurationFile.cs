using System.Collections;

namespace Bridges.Host.Configuration;

/// <summary>A configuration that was read from a file, and where each of its keys stands. The file is never written to.</summary>
internal sealed record ConfigurationFile(string FilePath, MappingNode Root, BridgesConfiguration Value)
{
    /// <exception cref="ConfigurationException">The file cannot be read or something in it is wrong.</exception>
    public static ConfigurationFile Load(string path, IReadOnlyDictionary<string, string> environment)
    {
        var fullPath = Path.GetFullPath(path);
        return Parse(ReadText(fullPath, path), fullPath, environment);
    }

    /// <summary>Reads a configuration's text. Relative paths in it count from the folder of <paramref name="fullPath"/>.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with it.</exception>
    public static ConfigurationFile Parse(string text, string fullPath, IReadOnlyDictionary<string, string> environment)
    {
        var problems = new ConfigurationProblems();
        var keys = OptionProperties.Of(typeof(BridgesConfiguration)).Keys;
        var root = YamlDocumentReader.Read(text, Path.GetFileName(fullPath));
        root = EnvironmentOverlay.Apply(root, environment, [.. keys], problems);
        MistakenFiles.Refuse(root, Path.GetFileName(fullPath));
        var value = (BridgesConfiguration)new StrictBinder(problems).BindSection(typeof(BridgesConfiguration), root, path: "");
        ConfigurationValidator.Validate(value, root, problems);
        problems.ThrowIfAny();
        return new ConfigurationFile(fullPath, root, ConfigurationPaths.MakeAbsolute(value, Path.GetDirectoryName(fullPath)!));
    }

    /// <summary>This process's environment variables.</summary>
    public static IReadOnlyDictionary<string, string> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    /// <summary>A problem with a key, pointing at its line.</summary>
    public ConfigurationProblem ProblemAt(string key, string message) => new(Root.Locate(key), key, message);

    private static string ReadText(string fullPath, string shownPath)
    {
        if (Directory.Exists(fullPath))
        {
            throw new ConfigurationException(new ConfigurationProblem(new(shownPath), "", $"is a folder. Name the file in it: --config {Path.Combine(shownPath, "config.yaml")}") { Mend = $"bridges doctor --config {Path.Combine(shownPath, "config.yaml")}" });
        }

        try
        {
            return File.ReadAllText(fullPath);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException(new ConfigurationProblem(new(shownPath), "", "there is no such file. 'bridges init' writes one; '--config FILE' names another.") { Mend = $"bridges init --config {shownPath}" });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationProblem(new(shownPath), "", $"cannot be read: {exception.Message}") { Mend = "Say it as the user that runs Bridges, who must be able to read it." });
        }
    }
}
