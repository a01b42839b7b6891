/** Pages of others, from packages of the npm registry: each as its author published it. */
export type RealSite = {
  /** Name and exact version in the registry. */
  package: string
  /** Paths of pages in the package. */
  pages: readonly string[]
}

export const REAL_SITES: readonly RealSite[] = [
  // Admin templates.
  {
    package: '@tabler/preview@1.2.0',
    pages: [
      'dist/tables.html',
      'dist/form-elements.html',
      'dist/layout-combo.html',
      'dist/charts.html',
      'dist/navigation.html',
      'dist/tasks.html',
      'dist/datatables.html',
      'dist/maps-vector.html',
      'dist/signatures.html',
      'dist/wysiwyg.html',
      'dist/modals.html',
      'dist/carousel.html',
      'dist/sign-in.html',
      'dist/marketing/index.html',
    ],
  },
  { package: 'tabler-ui@0.0.34', pages: ['dist/index.html', 'dist/form-elements.html', 'dist/rtl.html'] },
  { package: 'black-dashboard@1.0.0', pages: ['examples/dashboard.html', 'examples/rtl.html'] },
  { package: 'now-ui-dashboard@1.0.1', pages: ['examples/dashboard.html', 'examples/tables.html'] },
  { package: 'paper-dashboard@1.1.0', pages: ['dashboard.html', 'notifications.html'] },
  {
    package: 'sb-admin-2@3.3.8',
    pages: ['pages/index.html', 'pages/tables.html', 'pages/morris.html'],
  },
  {
    package: 'startbootstrap-sb-admin-2@4.1.4',
    pages: ['index.html', 'tables.html', 'charts.html', 'register.html', 'utilities-animation.html'],
  },
  { package: 'startbootstrap-sb-admin@7.0.7', pages: ['dist/index.html'] },
  {
    package: '@themesberg/volt-bootstrap-5-dashboard@1.4.1',
    pages: ['src/index.html', 'src/pages/dashboard/dashboard.html', 'src/pages/settings.html'],
  },
  { package: 'soft-ui-dashboard@1.0.1', pages: ['pages/dashboard.html', 'pages/profile.html'] },
  // Sites of shops, firms and people.
  { package: 'argon-design-system-free@1.2.0', pages: ['index.html', 'examples/landing.html'] },
  { package: 'now-ui-kit@1.3.0', pages: ['examples/landing-page.html'] },
  { package: 'startbootstrap-agency@7.0.12', pages: ['dist/index.html'] },
  { package: 'startbootstrap-freelancer@7.0.7', pages: ['dist/index.html'] },
  { package: 'startbootstrap-creative@7.0.7', pages: ['dist/index.html'] },
  { package: 'startbootstrap-modern-business@5.0.7', pages: ['dist/index.html', 'dist/contact.html'] },
  { package: 'startbootstrap-shop-homepage@5.0.6', pages: ['dist/index.html'] },
  { package: 'startbootstrap-resume@7.0.6', pages: ['dist/index.html'] },
  // Component libraries' demos.
  { package: 'spectre.css@0.5.9', pages: ['docs/elements/forms.html', 'docs/experimentals/calendars.html'] },
  {
    package: 'semantic-ui@2.5.0',
    pages: ['examples/homepage.html', 'examples/sticky.html', 'examples/components/table.html'],
  },
  {
    package: 'material-design-lite@1.3.0',
    pages: [
      'dist/templates/dashboard/index.html',
      'dist/templates/blog/index.html',
      'dist/components/textfield/demo.html',
    ],
  },
  {
    package: 'jquery-mobile@1.4.1',
    pages: [
      'dist/demos/widgets/listviews/index.html',
      'dist/demos/widgets/forms/form-gallery.html',
      'dist/demos/examples/tables/movie-list.html',
    ],
  },
  {
    package: 'jsoneditor@10.4.3',
    pages: ['examples/21_customize_context_menu.html', 'examples/07_json_schema_validation.html'],
  },
  { package: 'photoswipe@4.1.3', pages: ['website/index.html'] },
  { package: 'hover.css@2.3.2', pages: ['index.html'] },
  { package: 'reveal.js@6.0.2', pages: ['demo.html'] },
  { package: 'impress.js@1.1.0', pages: ['index.html'] },
  // Charts and virtual lists.
  {
    package: 'jqwidgets-framework@27.0.1',
    pages: [
      'demos/Javascript & JQuery/jqxgrid/largedataset.htm',
      'demos/Javascript & JQuery/jqxgrid/deferredscrollinglargedata.htm',
      'demos/Javascript & JQuery/jqxgrid/nestedgrids.htm',
      'demos/Javascript & JQuery/jqxscheduler/scheduler-agenda-view.htm',
      'demos/Javascript & JQuery/jqxkanban/kanban-template.htm',
      'demos/Javascript & JQuery/jqxlistbox/textwithicons.htm',
      'demos/Javascript & JQuery/jqxtree/checkboxes.htm',
      'demos/Javascript & JQuery/jqxeditor/javascript-editor-events.htm',
      'demos/Javascript & JQuery/jqxgantt/sorting.htm',
      'demos/Javascript & JQuery/jqxchart/javascript_chart_dashboard_example.htm',
      'demos/Javascript & JQuery/jqxwindow/multiple-windows.htm',
      'demos/Javascript & JQuery/jqxlayout/javascript-layout-dashboard.htm',
    ],
  },
  // Editors.
  { package: 'ace-builds@1.32.0', pages: ['editor.html'] },
  {
    package: 'ckeditor4@4.22.1',
    pages: ['samples/index.html', 'samples/old/inlineall.html', 'samples/toolbarconfigurator/index.html'],
  },
  { package: 'swagger-editor-dist@4.13.1', pages: ['index.html'] },
  // Documentation.
  { package: 'epubjs@0.4.2', pages: ['documentation/html/index.html'] },
  { package: 'soft-ui-design-system@1.0.4', pages: ['docs/documentation.html'] },
  // Applications with routing, one in each framework.
  {
    package: 'todomvc@0.1.1',
    pages: [
      'examples/react/index.html',
      'examples/vue/index.html',
      'examples/angularjs/index.html',
      'examples/emberjs/index.html',
      'examples/backbone/index.html',
      'examples/knockoutjs/index.html',
      'examples/ractive/index.html',
      'examples/mithril/index.html',
      'examples/yui/index.html',
    ],
  },
]
