// Renders a chart as helm does, with Go's templates and the function library that helm uses: enough of helm to test a chart where helm itself is
// not packaged. Usage: render CHART RELEASE NAMESPACE [VALUES.yaml]...
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

type tree = map[string]interface{}

// files stands for .Files: Glob and AsConfig, which is what the chart uses.
type files map[string][]byte

func (f files) Glob(pattern string) files {
	found := files{}
	for name, content := range f {
		if ok, _ := filepath.Match(pattern, name); ok {
			found[name] = content
		}
	}
	return found
}

func (f files) AsConfig() string {
	config := map[string]string{}
	for name, content := range f {
		config[filepath.Base(name)] = string(content)
	}
	return toYaml(config)
}

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: render CHART RELEASE NAMESPACE [VALUES.yaml]..."))
	}
	chart, values := tree{}, tree{}
	read(filepath.Join(os.Args[1], "Chart.yaml"), &chart)
	read(filepath.Join(os.Args[1], "values.yaml"), &values)
	for _, path := range os.Args[4:] {
		over := tree{}
		read(path, &over)
		merge(values, over)
	}
	context := tree{
		"Values":  values,
		"Chart":   tree{"Name": chart["name"], "Version": chart["version"], "AppVersion": chart["appVersion"]},
		"Release": tree{"Name": os.Args[2], "Namespace": os.Args[3], "Service": "Helm"},
		"Files":   load(os.Args[1]),
	}
	render(os.Args[1], context)
}

func render(chart string, context tree) {
	root := template.New("chart").Option("missingkey=error")
	functions := sprig.TxtFuncMap()
	functions["toYaml"] = toYaml
	functions["include"] = func(name string, data interface{}) (string, error) {
		var out bytes.Buffer
		err := root.ExecuteTemplate(&out, name, data)
		return out.String(), err
	}
	root.Funcs(functions)
	paths, _ := filepath.Glob(filepath.Join(chart, "templates", "*"))
	sort.Strings(paths)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		fail(err)
		_, err = root.New("csi-host/templates/" + filepath.Base(path)).Parse(string(content))
		fail(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".tpl") {
			continue
		}
		name := "csi-host/templates/" + filepath.Base(path)
		context["Template"] = tree{"Name": name, "BasePath": "csi-host/templates"}
		var out bytes.Buffer
		fail(root.ExecuteTemplate(&out, name, context))
		if strings.TrimSpace(out.String()) != "" {
			fmt.Printf("---\n# Source: %s\n%s\n", name, out.String())
		}
	}
}

func load(chart string) files {
	found := files{}
	fail(filepath.Walk(chart, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			relative, _ := filepath.Rel(chart, path)
			found[relative], err = os.ReadFile(path)
		}
		return err
	}))
	return found
}

func merge(into, from tree) {
	for key, value := range from {
		inner, isTree := value.(tree)
		outer, wasTree := into[key].(tree)
		if isTree && wasTree {
			merge(outer, inner)
		} else {
			into[key] = value
		}
	}
}

func toYaml(value interface{}) string {
	text, err := yaml.Marshal(value)
	fail(err)
	return strings.TrimSuffix(string(text), "\n")
}

func read(path string, into *tree) {
	content, err := os.ReadFile(path)
	fail(err)
	text, err := yaml.YAMLToJSON(content)
	fail(err)
	fail(json.Unmarshal(text, into))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
